import type {
  ChangeDetail,
  ChangeFilter,
  ChangeSummary,
  Page,
  Simulation,
} from '../change/change';
import type { ProposeRequest } from '../change/proposeRequest';
import type { DiscussionText } from '../change/question';
import type { AttachTestResults } from '../change/testResult';
import type { VoteRequest } from '../change/vote';
import type {
  ChangeSetRequest,
  ChangeSetView,
  ChangeSetVote,
} from '../changeSet';
import type { LinkedVote, OpenedVoteLink } from '../voteLink';
import type { MandateRequestOptions } from './MandateRequestOptions';

/**
 * Changes and sets of them: proposing, deciding, and what is done with them until they end.
 *
 * @public
 */
export interface ChangesApi {
  propose(
    request: ProposeRequest,
    options?: MandateRequestOptions,
  ): Promise<ChangeDetail>;
  simulate(
    request: ProposeRequest,
    options?: MandateRequestOptions,
  ): Promise<Simulation>;
  listChanges(
    filter?: ChangeFilter,
    options?: MandateRequestOptions,
  ): Promise<Page<ChangeSummary>>;
  getChange(id: string, options?: MandateRequestOptions): Promise<ChangeDetail>;
  vote(
    id: string,
    vote: VoteRequest,
    options?: MandateRequestOptions,
  ): Promise<ChangeDetail>;
  /** What a link to a vote leads to. */
  openVoteLink(
    token: string,
    options?: MandateRequestOptions,
  ): Promise<OpenedVoteLink>;
  /** Votes through a link, once. */
  voteByLink(
    token: string,
    vote: LinkedVote,
    options?: MandateRequestOptions,
  ): Promise<ChangeDetail>;
  withdrawVote(
    id: string,
    options?: MandateRequestOptions,
  ): Promise<ChangeDetail>;
  withdraw(
    id: string,
    request: { reason?: string },
    options?: MandateRequestOptions,
  ): Promise<ChangeDetail>;
  abort(
    id: string,
    request: { reason: string },
    options?: MandateRequestOptions,
  ): Promise<ChangeDetail>;
  remind(id: string, options?: MandateRequestOptions): Promise<ChangeDetail>;
  /** Asks the proposer something; votes go on meanwhile. */
  ask(
    id: string,
    request: DiscussionText,
    options?: MandateRequestOptions,
  ): Promise<ChangeDetail>;
  answer(
    id: string,
    request: DiscussionText & { questionId: string },
    options?: MandateRequestOptions,
  ): Promise<ChangeDetail>;
  /** Attaches what tests said of the plan that waits for approval. */
  attachTestResults(
    id: string,
    request: AttachTestResults,
    options?: MandateRequestOptions,
  ): Promise<ChangeDetail>;
  /** Has a change wait before its next effect, until a person resumes it. */
  pause(
    id: string,
    request: { reason: string },
    options?: MandateRequestOptions,
  ): Promise<ChangeDetail>;
  resume(id: string, options?: MandateRequestOptions): Promise<ChangeDetail>;
  /** A person decides what happens to a stuck change. */
  resolve(
    id: string,
    request: { outcome: 'retry' | 'undo' | 'accept'; reason: string },
    options?: MandateRequestOptions,
  ): Promise<ChangeDetail>;
  /** Changes that wait for approval; `mine` keeps those the caller can vote on now. */
  listApprovals(
    filter?: {
      mine?: boolean;
      entityRef?: string;
      cursor?: string;
      limit?: number;
    },
    options?: MandateRequestOptions,
  ): Promise<Page<ChangeDetail>>;
  /** Proposes changes of several targets together. */
  proposeSet(
    request: ChangeSetRequest,
    options?: MandateRequestOptions,
  ): Promise<ChangeSetView>;
  /** Sets of changes, the newest first. */
  listChangeSets(
    filter?: { cursor?: string; limit?: number },
    options?: MandateRequestOptions,
  ): Promise<Page<ChangeSetView>>;
  getChangeSet(
    id: string,
    options?: MandateRequestOptions,
  ): Promise<ChangeSetView>;
  /** Votes on all changes of a set that wait for the caller, or on none. */
  voteOnSet(
    id: string,
    vote: ChangeSetVote,
    options?: MandateRequestOptions,
  ): Promise<ChangeSetView>;
  /** Starts a change in spite of freezes and windows. */
  override(
    id: string,
    request: { reason: string },
    options?: MandateRequestOptions,
  ): Promise<ChangeDetail>;
  /** Runs a change now without the missing approvals; it is reviewed afterwards. */
  breakGlass(
    id: string,
    request: {
      reason: string;
      incident: string;
      /** Of the plan that was looked at; a change that has another one by now is not run. */
      digest?: string;
      confirmTarget?: string;
    },
    options?: MandateRequestOptions,
  ): Promise<ChangeDetail>;
}
