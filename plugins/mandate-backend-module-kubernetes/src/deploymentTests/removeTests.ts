import type { StepContext } from '@mandate/plugin-mandate-node';
import { removeTestJob } from './testStep';

/** Cleans up behind the tests of a change that was verified. What is left when this fails, the cluster removes later. */
export async function removeTests(context: StepContext): Promise<void> {
  for (const test of context.plan.tests ?? []) {
    if (test.type === 'job') {
      await removeTestJob(context, test);
    }
  }
}
