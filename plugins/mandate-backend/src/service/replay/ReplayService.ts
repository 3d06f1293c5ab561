import type { ReplayRequest, ReplayView } from '@mandate/plugin-mandate-common';
import type { Caller } from '../change/ChangeService';

/** Tries a mandate on the past before it is saved. Nothing is stored. */
export interface ReplayService {
  /**
   * Decides past changes with the mandates in force, and again with the one in the request.
   *
   * @throws InputError when the mandate or the import cannot be read; it says every mistake.
   */
  replay(
    request: ReplayRequest,
    options: { readonly caller: Caller },
  ): Promise<ReplayView>;
}
