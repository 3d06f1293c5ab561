import type { Boundaries, BoundaryQuery, EnvironmentView } from '../boundaries';
import type { Calendar } from '../calendar';
import type {
  ChangeDetail,
  ChangeFilter,
  ChangeSummary,
  Page,
  ProposedEntity,
  ProposeRequest,
  Simulation,
  StoryItem,
} from '../change/change';
import type { DiscussionText } from '../change/question';
import type { VoteRequest } from '../change/vote';
import type { ComplianceReport } from '../compliance';
import type { EnvironmentCost } from '../costs';
import type { DeadLetterView } from '../deadLetter';
import type { DelegationRequest, DelegationView } from '../delegation';
import type { Finding } from '../finding';
import type { ForecastReport } from '../forecast';
import type { WorkloadHealth } from '../health';
import type { InterventionView } from '../intervention';
import type { KillSwitchRequest, KillSwitchView } from '../killSwitch';
import type { LinkedVote, OpenedVoteLink } from '../voteLink';
import type { ReplayRequest, ReplayView } from '../replay';
import type { MandateReviewRequest, MandateReviewView } from '../mandateReview';
import type {
  MandateTrackRecord,
  PathFailureRate,
  WideningRequest,
} from '../trackRecord';
import type { MandateVersionView, MandateView } from '../mandateView';

/**
 * An entry of the ledger with its leaf hash.
 *
 * @public
 */
export interface LedgerEntryView {
  readonly index: number;
  readonly kind: string;
  readonly at: string;
  /** Who caused it; `erased` when that person's data was erased. */
  readonly actor: string;
  readonly changeId?: string;
  readonly subject?: string;
  /** The canonical JSON that was hashed: people stand in it as commitments. */
  readonly canonical: string;
  /** Base64. */
  readonly leafHash: string;
  /** The fact itself with its commitments opened; `erased` where a value was erased. */
  readonly data: Readonly<Record<string, unknown>>;
  /** What opens the commitments, unless erased. */
  readonly openings: readonly LedgerOpeningView[];
}

/**
 * A value that an entry committed to, with the salt that proves it.
 *
 * @public
 */
export interface LedgerOpeningView {
  /** JSON pointer (RFC 6901) to the commitment in the entry. */
  readonly at: string;
  /** Base64 of 32 bytes. */
  readonly salt: string;
  readonly value: unknown;
}

/**
 * A signed checkpoint: a C2SP signed note, and the key to check it with.
 *
 * @public
 */
export interface LedgerCheckpointView {
  readonly size: number;
  /** Base64. */
  readonly rootHash: string;
  readonly note: string;
  /** The key that signs now. */
  readonly verifierKey: string;
  /** Every key that ever signed, the oldest first: older checkpoints are signed by older keys. */
  readonly verifierKeys: readonly string[];
}

/**
 * An inclusion proof of one entry in the tree of a checkpoint.
 *
 * @public
 */
export interface InclusionProofView {
  readonly index: number;
  readonly size: number;
  /** Base64, from the leaf's sibling upwards. */
  readonly hashes: readonly string[];
}

/**
 * Which entries of the ledger to find; all conditions hold.
 *
 * @public
 */
export interface LedgerSearch {
  readonly changeId?: string;
  readonly kind?: string;
  /** The reference of who caused it. */
  readonly actor?: string;
  /** The entity that it is about. */
  readonly target?: string;
  /** ISO 8601 with time zone; included. */
  readonly from?: string;
  /** ISO 8601 with time zone; included. */
  readonly to?: string;
  /** Words that all occur; the last one may be the beginning of a word. */
  readonly text?: string;
}

/**
 * The formats in which entries are exported, a line of JSON each.
 *
 * @public
 */
export type LedgerExportFormat = 'jsonl' | 'cloudevents' | 'ocsf';

/**
 * A consistency proof between two sizes of the log.
 *
 * @public
 */
export interface ConsistencyProofView {
  readonly from: number;
  readonly to: number;
  /** Base64. */
  readonly hashes: readonly string[];
}

/**
 * Where the credentials for a call come from: empty in the browser, where fetch adds them.
 *
 * @public
 */
export interface MandateRequestOptions {
  readonly token?: string;
  readonly signal?: AbortSignal;
}

/**
 * Everything the mandate backend answers, for frontends, other backends and tools. Errors are `ResponseError`s.
 *
 * @public
 */
export interface MandateApi {
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
  listFindings(
    filter?: { entityRef?: string; state?: 'open' | 'resolved' },
    options?: MandateRequestOptions,
  ): Promise<readonly Finding[]>;
  /** Findings, changes and outcomes of an entity, newest first. */
  getTimeline(
    entityRef: string,
    filter?: { cursor?: string; limit?: number },
    options?: MandateRequestOptions,
  ): Promise<Page<StoryItem>>;
  getBoundaries(
    query: BoundaryQuery,
    options?: MandateRequestOptions,
  ): Promise<Boundaries>;
  /** What the probability of failure rests on, and how good the forecasts are. */
  getForecasts(options?: MandateRequestOptions): Promise<ForecastReport>;
  listEnvironments(
    options?: MandateRequestOptions,
  ): Promise<readonly EnvironmentView[]>;
  listMandates(
    options?: MandateRequestOptions,
  ): Promise<readonly MandateView[]>;
  getMandate(
    name: string,
    options?: MandateRequestOptions,
  ): Promise<MandateView>;
  /** Who votes for whom while they are away; `mine` keeps those that concern the caller. */
  listDelegations(
    filter?: { mine?: boolean },
    options?: MandateRequestOptions,
  ): Promise<readonly DelegationView[]>;
  /** Lets another person vote for the caller. */
  createDelegation(
    request: DelegationRequest,
    options?: MandateRequestOptions,
  ): Promise<DelegationView>;
  /** Ends one's own delegation. */
  revokeDelegation(id: string, options?: MandateRequestOptions): Promise<void>;
  /** Windows, freezes and changes between two instants (ISO 8601), 100 days at most. */
  getCalendar(
    stretch: { from: string; until: string },
    options?: MandateRequestOptions,
  ): Promise<Calendar>;
  /** Starts a change in spite of freezes and windows. */
  override(
    id: string,
    request: { reason: string },
    options?: MandateRequestOptions,
  ): Promise<ChangeDetail>;
  /** Runs a change now without the missing approvals; it is reviewed afterwards. */
  breakGlass(
    id: string,
    request: { reason: string; incident: string },
    options?: MandateRequestOptions,
  ): Promise<ChangeDetail>;
  /** What people did against the rules; `reviewed: false` keeps what waits for review. */
  listInterventions(
    filter?: { reviewed?: boolean },
    options?: MandateRequestOptions,
  ): Promise<readonly InterventionView[]>;
  reviewIntervention(
    id: string,
    request: { verdict: 'justified' | 'not-justified'; reason: string },
    options?: MandateRequestOptions,
  ): Promise<InterventionView>;
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
  /** Kill switches, newest first; `engaged` keeps those that are on. */
  listKillSwitches(
    filter?: { engaged?: boolean },
    options?: MandateRequestOptions,
  ): Promise<readonly KillSwitchView[]>;
  /** Stops automation, everywhere or within a scope, at once. */
  engageKillSwitch(
    request: KillSwitchRequest,
    options?: MandateRequestOptions,
  ): Promise<KillSwitchView>;
  /** A person lets automation go on. */
  liftKillSwitch(
    id: string,
    request: { reason: string },
    options?: MandateRequestOptions,
  ): Promise<KillSwitchView>;
  /** Messages that could not be delivered, the newest first. */
  listDeadLetters(
    options?: MandateRequestOptions,
  ): Promise<readonly DeadLetterView[]>;
  /** Has such a message sent again. */
  replayDeadLetter(id: string, options?: MandateRequestOptions): Promise<void>;
  getHealth(
    entityRef: string,
    options?: MandateRequestOptions,
  ): Promise<readonly WorkloadHealth[]>;
  getCompliance(
    entityRef: string,
    options?: MandateRequestOptions,
  ): Promise<readonly ComplianceReport[]>;
  getCosts(
    entityRef: string,
    options?: MandateRequestOptions,
  ): Promise<readonly EnvironmentCost[]>;
  /** Entries, newest first. The cursor is an index: the page holds entries below it. */
  listLedgerEntries(
    filter?: LedgerSearch & { cursor?: string; limit?: number },
    options?: MandateRequestOptions,
  ): Promise<Page<LedgerEntryView>>;
  getCheckpoint(options?: MandateRequestOptions): Promise<LedgerCheckpointView>;
  getInclusionProof(
    index: number,
    size: number,
    options?: MandateRequestOptions,
  ): Promise<InclusionProofView>;
  /** That the log of `to` entries continues the one of `from`. */
  getConsistencyProof(
    from: number,
    to: number,
    options?: MandateRequestOptions,
  ): Promise<ConsistencyProofView>;
  /** Entries that fit, the oldest first, a line each. The export itself becomes an entry. */
  exportLedgerEntries(
    format: LedgerExportFormat,
    filter?: LedgerSearch,
    options?: MandateRequestOptions,
  ): Promise<string>;
  /** The whole log as a bundle for offline verification, as JSON text. */
  exportLedger(options?: MandateRequestOptions): Promise<string>;
  /** Entities that changes brought with them, for the catalog's provider. */
  listProposedEntities(
    options?: MandateRequestOptions,
  ): Promise<readonly ProposedEntity[]>;
}
