import type { Plan } from '@mandate/plugin-mandate-common';
import type { JobTest } from './testJob';

const PREFIX = 'test-';

/** The step that starts a test's Job. */
export function testStepId(name: string): string {
  return `${PREFIX}${name}`;
}

/** The test that a step starts; nothing for other steps. */
export function testOfStep(plan: Plan, stepId: string): JobTest | undefined {
  return plan.tests
    ?.flatMap(test => (test.type === 'job' ? [test] : []))
    .find(({ name }) => testStepId(name) === stepId);
}
