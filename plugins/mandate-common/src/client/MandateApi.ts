import type { Boundaries, BoundaryQuery, EnvironmentView } from '../boundaries';
import type { Calendar } from '../calendar';
import type {
  ChangeDetail,
  ChangeFilter,
  ChangeSummary,
  Page,
  Simulation,
  StoryItem,
} from '../change/change';
import type { ProposedEntity, ProposeRequest } from '../change/proposeRequest';
import type { DiscussionText } from '../change/question';
import type { AttachTestResults } from '../change/testResult';
import type { VoteRequest } from '../change/vote';
import type {
  ChangeSetRequest,
  ChangeSetView,
  ChangeSetVote,
} from '../changeSet';
import type { ComplianceReport } from '../compliance';
import type { EnvironmentCost } from '../costs';
import type { DeadLetterView } from '../deadLetter';
import type { DelegationRequest, DelegationView } from '../delegation';
import type { Finding } from '../finding';
import type { ForecastReport } from '../forecast';
import type { ClusterView, LiveEnvironment, LiveEvent } from '../clusters';
import type { WorkloadHealth } from '../health';
import type { ReleaseView } from '../release';
import type { InterventionView } from '../intervention';
import type { KillSwitchRequest, KillSwitchView } from '../killSwitch';
import type { LinkedVote, OpenedVoteLink } from '../voteLink';
import type {
  ConsistencyProofView,
  InclusionProofView,
  LedgerCheckpointView,
  LedgerEntryView,
  LedgerExportFormat,
  LedgerSearch,
} from '../ledgerViews';
import type { MandateRequestOptions } from './MandateRequestOptions';
import type { MandatesApi } from './MandatesApi';

/**
 * Everything the mandate backend answers, for frontends, other backends and tools. Errors are `ResponseError`s.
 *
 * @public
 */
export interface MandateApi extends MandatesApi {
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
  listFindings(
    filter?: { entityRef?: string; state?: 'open' | 'resolved' },
    options?: MandateRequestOptions,
  ): Promise<readonly Finding[]>;
  /** What verified changes brought an entity to, newest first in each environment; from the Kubernetes module. */
  listReleases(
    entityRef: string,
    options?: MandateRequestOptions,
  ): Promise<readonly ReleaseView[]>;
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
    request: { reason: string; incident: string; confirmTarget?: string },
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
  /** Gives a message up for good. */
  discardDeadLetter(
    id: string,
    request: { reason: string },
    options?: MandateRequestOptions,
  ): Promise<void>;
  /** The connected clusters, and how they are. */
  listClusters(
    options?: MandateRequestOptions,
  ): Promise<readonly ClusterView[]>;
  /** What runs of an entity, one an environment. */
  getLive(
    entityRef: string,
    options?: MandateRequestOptions,
  ): Promise<readonly LiveEnvironment[]>;
  /** What the cluster says happened to an entity's objects in an environment, the newest first, at most 200. */
  getLiveEvents(
    target: { readonly entityRef: string; readonly environment: string },
    options?: MandateRequestOptions,
  ): Promise<readonly LiveEvent[]>;
  /** The last lines that a container of an entity's pod wrote, at most 500. */
  getLiveLog(
    pod: {
      readonly entityRef: string;
      readonly environment: string;
      readonly pod: string;
      readonly container: string;
    },
    options?: MandateRequestOptions,
  ): Promise<readonly string[]>;
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
