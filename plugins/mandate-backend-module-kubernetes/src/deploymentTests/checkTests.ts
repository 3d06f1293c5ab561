import { InputError } from '@backstage/errors';
import type { PlannedTest } from '@mandate/plugin-mandate-common';
import {
  type Check,
  ClusterRefusedError,
  ClusterUnavailableError,
  type StepContext,
} from '@mandate/plugin-mandate-node';
import { checkHttpTest } from './checkHttpTest';
import { checkJobTest } from './checkJobTest';

/**
 * One check a test of the plan. Tests have something to say only when everything else is well: until then they wait. A
 * cluster that does not answer gives `unknown`, never success.
 */
export async function checkTests(
  context: StepContext,
  others: readonly Check[],
): Promise<readonly Check[]> {
  const tests = context.plan.tests ?? [];
  const isReady = others.every(({ status }) => status === 'passing');
  const checks: Check[] = [];
  // One after the other: a suite must not disturb another one's answers.
  for (const test of tests) {
    const check = { id: `test-${test.name}`, title: titleOf(test) };
    checks.push({
      ...check,
      ...(isReady
        ? await result(context, test)
        : {
            status: 'pending',
            words: 'It waits until what was deployed is ready.',
          }),
    });
  }
  return checks;
}

/** What one look at a test came to. */
export type TestResult = Pick<Check, 'status' | 'words' | 'final'>;

async function result(
  context: StepContext,
  test: PlannedTest,
): Promise<TestResult> {
  try {
    return test.type === 'http'
      ? await checkHttpTest(context, test)
      : await checkJobTest(context, test);
  } catch (error) {
    if (
      error instanceof ClusterUnavailableError ||
      error instanceof ClusterRefusedError
    ) {
      return { status: 'unknown', words: error.message };
    }
    if (error instanceof InputError) {
      return { status: 'failing', words: error.message, final: true };
    }
    throw error;
  }
}

function titleOf(test: PlannedTest): string {
  return test.type === 'http'
    ? `Test ${test.name}: Service ${test.service} answers as it should`
    : `Test ${test.name} succeeds`;
}
