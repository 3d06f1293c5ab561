import type { Boundaries, BoundaryQuery, EnvironmentView } from '../boundaries';
import type { Calendar } from '../calendar';
import type { Page, StoryItem } from '../change/change';
import type { ProposedEntity } from '../change/proposeRequest';
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
import type { ChangesApi } from './ChangesApi';
import type { LedgerApi } from './LedgerApi';
import type { MandateRequestOptions } from './MandateRequestOptions';
import type { MandatesApi } from './MandatesApi';

/**
 * Everything the mandate backend answers, for frontends, other backends and tools. Errors are `ResponseError`s.
 *
 * @public
 */
export interface MandateApi extends ChangesApi, MandatesApi, LedgerApi {
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
  /** Entities that changes brought with them, for the catalog's provider. */
  listProposedEntities(
    options?: MandateRequestOptions,
  ): Promise<readonly ProposedEntity[]>;
}
