import type { ChangeState } from '@mandate/plugin-mandate-common';
import { setTimeout as delay } from 'node:timers/promises';
import type { RunHarness } from './RunHarness';

const PATIENCE_MS = 6_000;

/** The state that a change is in once it is this one, or when patience ends, and the first error that was logged meanwhile. */
export async function reached(
  harness: RunHarness,
  id: string,
  state: ChangeState,
): Promise<{ readonly state: ChangeState; readonly errors: unknown[] }> {
  const deadline = Date.now() + PATIENCE_MS;
  let change = await harness.change(id);
  while (change.state !== state && Date.now() < deadline) {
    await delay(50);
    change = await harness.change(id);
  }
  return { state: change.state, errors: harness.errorLog.slice(0, 1) };
}
