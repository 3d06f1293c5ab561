import { isRefusal } from './Chronicle';
import { Finding } from './Finding';
import type { PausedTask } from './PausedTask';

/** Whatever a process fails with that people and machines do not meet in ordinary life is a finding. */
export function mustOnlyBeRefused({ name, error }: PausedTask): void {
  if (error !== undefined && !isRefusal(error)) {
    throw error instanceof Finding
      ? error
      : new Finding(`${name} failed: ${error}`);
  }
}
