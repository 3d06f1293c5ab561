import type { CallAgain, StepContext } from '@mandate/plugin-mandate-node';
import { removeTests } from '../deploymentTests/removeTests';
import { recordBaseline } from '../metrics/recordBaseline';
import { recordRelease } from '../releases/recordRelease';

/**
 * What is done once a deploy was verified: its tests are cleaned up, the release is recorded, and when its first minutes
 * are over, how it behaved in them.
 */
export async function afterDeploy(
  context: StepContext,
  now: Date,
): Promise<void | CallAgain> {
  await removeTests(context);
  await recordRelease(context);
  return recordBaseline(context, now);
}
