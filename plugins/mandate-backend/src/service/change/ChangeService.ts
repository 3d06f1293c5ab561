import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import type {
  ChangeDetail,
  ChangeFilter,
  ChangeSummary,
  AttachTestResults,
  DiscussionText,
  Page,
  Proposer,
  ProposeRequest,
  Simulation,
  VoteRequest,
} from '@mandate/plugin-mandate-common';
import type { Request } from 'express';
import type { PermittedChanges } from '../../permissions/ChangeAccess';

/** Who calls: the identity that acts in the domain, and the credentials that permissions are checked with. */
export interface Caller {
  readonly proposer: Proposer;
  readonly credentials: BackstageCredentials;
  /** The plugin that acts with a person's token; a person who votes does it without one in between. */
  readonly actedBy?: string;
  /** Whether it is trusted to say for whom it acts. */
  readonly mayNamePerson?: boolean;
  /** The HTTP request, when there is one; for the audit log. */
  readonly request?: Request;
}

/** Who asks for a list, and which changes it may show. */
export interface ListOptions {
  readonly caller: Caller;
  readonly permitted?: PermittedChanges;
}

/** What a person decides about a stuck change. */
export type Resolution = 'retry' | 'undo' | 'accept';

/** Which approvals to list. */
export interface ApprovalFilter {
  /** Only those that the caller can vote on now. */
  readonly mine?: boolean;
  readonly entityRef?: string;
  readonly cursor?: string;
  readonly limit?: number;
}

/**
 * Everything that can be done with changes, and the only way to do it: routes, agent actions and detectors all call
 * this interface, always through the decorators that check permissions and audit.
 *
 * Methods that name a change throw `NotFoundError` when there is none; domain refusals are `NotAllowedError` (you may
 * not) or `ConflictError` (not in this state), with a sentence that says what happened and what to do.
 */
export interface ChangeService {
  /**
   * Plans, assesses and decides a change, and stores it in one transaction with all that follows from the decision.
   * The same idempotency key and body by the same proposer give the same change back.
   *
   * @throws InputError, NotFoundError, ConflictError for a reused key, ServiceUnavailableError when the cluster does
   *   not answer; nothing is stored then.
   */
  propose(
    request: ProposeRequest,
    options: { readonly caller: Caller; readonly findingId?: string },
  ): Promise<ChangeDetail>;
  /** What `propose` would come to, without storing anything. Throws as `propose`. */
  simulate(
    request: ProposeRequest,
    options: { readonly caller: Caller },
  ): Promise<Simulation>;
  get(id: string, options: { readonly caller: Caller }): Promise<ChangeDetail>;
  /** With `permitted`, only changes that fulfil it; so does `listApprovals`. */
  list(
    filter: ChangeFilter,
    options: ListOptions,
  ): Promise<Page<ChangeSummary>>;
  /** A page of `mine` can hold fewer than `limit`, even none: only one without `nextCursor` is the last. */
  listApprovals(
    filter: ApprovalFilter,
    options: ListOptions,
  ): Promise<Page<ChangeDetail>>;
  vote(
    id: string,
    vote: VoteRequest,
    options: { readonly caller: Caller },
  ): Promise<ChangeDetail>;
  withdrawVote(
    id: string,
    options: { readonly caller: Caller },
  ): Promise<ChangeDetail>;
  withdraw(
    id: string,
    request: { readonly reason?: string },
    options: { readonly caller: Caller },
  ): Promise<ChangeDetail>;
  abort(
    id: string,
    request: { readonly reason: string },
    options: { readonly caller: Caller },
  ): Promise<ChangeDetail>;
  remind(
    id: string,
    options: { readonly caller: Caller },
  ): Promise<ChangeDetail>;
  /** Asks the proposer something, which pauses nobody. */
  ask(
    id: string,
    request: DiscussionText,
    options: { readonly caller: Caller },
  ): Promise<ChangeDetail>;
  answer(
    id: string,
    request: DiscussionText & { readonly questionId: string },
    options: { readonly caller: Caller },
  ): Promise<ChangeDetail>;
  /** Attaches what tests said of the plan that waits for approval. */
  attachTestResults(
    id: string,
    request: AttachTestResults,
    options: { readonly caller: Caller },
  ): Promise<ChangeDetail>;
  /** Has a change wait before its next effect, until a person resumes it. */
  pause(
    id: string,
    request: { readonly reason: string },
    options: { readonly caller: Caller },
  ): Promise<ChangeDetail>;
  resume(
    id: string,
    options: { readonly caller: Caller },
  ): Promise<ChangeDetail>;
  resolve(
    id: string,
    request: { readonly outcome: Resolution; readonly reason: string },
    options: { readonly caller: Caller },
  ): Promise<ChangeDetail>;
}
