import type { PausedTask } from './PausedTask';

/** Who claimed which run last. */
export class RunOwners {
  readonly #runs = new Map<PausedTask, string>();
  readonly #owners = new Map<string, PausedTask>();

  claim(task: PausedTask, changeId: string): void {
    this.#runs.set(task, changeId);
    this.#owners.set(changeId, task);
  }

  /** Whether another one has claimed the run of this one since. */
  hasLost(task: PausedTask): boolean {
    const changeId = this.#runs.get(task);
    return changeId !== undefined && this.#owners.get(changeId) !== task;
  }
}
