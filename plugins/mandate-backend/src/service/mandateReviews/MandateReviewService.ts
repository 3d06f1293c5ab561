import type {
  MandateReviewRequest,
  MandateReviewView,
} from '@mandate/plugin-mandate-common';
import type { Caller } from '../change/ChangeService';

type Options = { readonly caller: Caller };

/** Reviews of mandates as scheduled work. */
export interface MandateReviewService {
  /** One for each mandate in force, the most urgent first. */
  list(options: Options): Promise<readonly MandateReviewView[]>;
  /**
   * Records a review of the version in force.
   *
   * @throws NotFoundError when no such mandate is in force, NotAllowedError when the caller is not of its reviewers,
   * ConflictError when another version is in force than the one that was looked at.
   */
  review(
    name: string,
    request: MandateReviewRequest,
    options: Options,
  ): Promise<MandateReviewView>;
}
