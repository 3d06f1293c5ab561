import { isError } from '@backstage/errors';

/** What happened in a history, for people who look for the reason of a finding. */
export class Chronicle {
  readonly told: string[] = [];

  tell(words: string): void {
    this.told.push(words);
  }

  /** Tries something; false when it was refused as people and machines are refused in ordinary life. */
  async attempt(words: string, work: () => Promise<unknown>): Promise<boolean> {
    try {
      await work();
      this.tell(words);
      return true;
    } catch (error) {
      this.tell(`${words}: refused, ${error}`);
      if (isRefusal(error)) {
        return false;
      }
      throw error;
    }
  }
}

const REFUSALS: readonly string[] = [
  'ConflictError',
  'InputError',
  'NotAllowedError',
  'NotFoundError',
  'ServiceUnavailableError',
];

/** Whether an error is one that people and machines meet in ordinary life. */
export function isRefusal(error: unknown): boolean {
  return isError(error) && REFUSALS.includes(error.name);
}
