import type { Plan, PlannedTest } from '@mandate/plugin-mandate-common';
import { testStepId } from './testStepId';

/**
 * The plan with tests behind all that it writes. A Job is an effect, and so a step: journalled, gated, made once and taken
 * back. Requests only read, and are made while the change is verified. Either way the change does not succeed before its
 * tests have passed, so an ordered set needs no gate of its own between environments: what comes next waits, and the set's
 * stop rule cancels it when a test fails.
 */
export function withTests(plan: Plan, tests: readonly PlannedTest[]): Plan {
  if (tests.length === 0) {
    return plan;
  }
  const jobs = tests.flatMap(test => (test.type === 'job' ? [test] : []));
  const jobSeconds = Math.max(
    0,
    ...jobs.map(({ timeoutSeconds }) => timeoutSeconds),
  );
  const { soakSeconds, deadlineSeconds } = plan.verification;
  return {
    ...plan,
    summary: `${plan.summary}; then ${tests.length} ${
      tests.length === 1 ? 'test' : 'tests'
    }`,
    steps: [
      ...plan.steps,
      ...jobs.map(({ name }) => ({
        id: testStepId(name),
        title: `Start the test ${name}`,
        effect: true,
      })),
    ],
    tests: [...tests],
    verification: {
      soakSeconds,
      deadlineSeconds: deadlineSeconds + jobSeconds,
    },
  };
}
