import type {
  MandateTrackRecord,
  PathFailureRate,
  WideningRequest,
} from '@mandate/plugin-mandate-common';
import type { Caller } from '../change/ChangeService';

type Options = { readonly caller: Caller };

/** What mandates earn and lose by how changes end. */
export interface EarnedAutonomyService {
  /** A mandate's record, kind by kind. Throws `NotFoundError` when no such mandate is in force. */
  trackRecord(name: string, options: Options): Promise<MandateTrackRecord>;
  /** How often changes of each decision path fail. */
  failureRates(options: Options): Promise<readonly PathFailureRate[]>;
  /**
   * Gives back what failures took from a mandate for a kind. What happened before does not narrow it again.
   *
   * @throws NotAllowedError when the caller is not of its owner, NotFoundError when nothing is narrowed.
   */
  widen(
    name: string,
    request: WideningRequest,
    options: Options,
  ): Promise<MandateTrackRecord>;
}
