import type { DeadLetterView } from '@mandate/plugin-mandate-common';
import type { Caller } from '../change/ChangeService';

/** Messages that were given up, and sending them again. */
export interface DeadLetterService {
  list(options: {
    readonly caller: Caller;
  }): Promise<readonly DeadLetterView[]>;
  /** @throws NotFoundError when no message of that id was given up. */
  replay(id: string, options: { readonly caller: Caller }): Promise<void>;
  /**
   * Gives a message up for good; what it said stays in the ledger. Throws as `replay`.
   *
   * @throws NotAllowedError when the caller is no person, or acts with a person's token.
   */
  discard(
    id: string,
    request: { readonly reason: string },
    options: { readonly caller: Caller },
  ): Promise<void>;
}
