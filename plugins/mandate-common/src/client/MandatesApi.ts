import type { MandateReviewRequest, MandateReviewView } from '../mandateReview';
import type { MandateVersionView, MandateView } from '../mandateView';
import type { ReplayRequest, ReplayView } from '../replay';
import type {
  MandateTrackRecord,
  PathFailureRate,
  WideningRequest,
} from '../trackRecord';
import type { MandateRequestOptions } from './MandateRequestOptions';

/**
 * Mandates, and what is done with them over time.
 *
 * @public
 */
export interface MandatesApi {
  listMandates(
    options?: MandateRequestOptions,
  ): Promise<readonly MandateView[]>;
  getMandate(
    name: string,
    options?: MandateRequestOptions,
  ): Promise<MandateView>;
  /** When mandates are to be reviewed, the most urgent first. */
  listMandateReviews(
    options?: MandateRequestOptions,
  ): Promise<readonly MandateReviewView[]>;
  reviewMandate(
    name: string,
    request: MandateReviewRequest,
    options?: MandateRequestOptions,
  ): Promise<MandateReviewView>;
  /** The versions of a mandate that were in force, newest first. */
  listMandateVersions(
    name: string,
    options?: MandateRequestOptions,
  ): Promise<readonly MandateVersionView[]>;
  /** How changes ended under a mandate, kind by kind. */
  getTrackRecord(
    name: string,
    options?: MandateRequestOptions,
  ): Promise<MandateTrackRecord>;
  /** How often changes of each decision path fail. */
  listFailureRates(
    options?: MandateRequestOptions,
  ): Promise<readonly PathFailureRate[]>;
  /** Gives back what failures took from a mandate. */
  widenMandate(
    name: string,
    request: WideningRequest,
    options?: MandateRequestOptions,
  ): Promise<MandateTrackRecord>;
  /** Tries a mandate on the past; nothing is stored. */
  simulateMandate(
    request: ReplayRequest,
    options?: MandateRequestOptions,
  ): Promise<ReplayView>;
}
