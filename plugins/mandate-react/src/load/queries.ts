import { useApi } from '@backstage/frontend-plugin-api';
import {
  type Boundaries,
  type BoundaryQuery,
  type Calendar,
  type ChangeDetail,
  type ChangeFilter,
  type ChangeSummary,
  type ComplianceReport,
  type DelegationView,
  type EnvironmentCost,
  type EnvironmentView,
  type InterventionView,
  isTerminal,
  type KillSwitchView,
  type MandateSignal,
  type MandateView,
  type Page,
  type StoryItem,
  type WorkloadHealth,
} from '@mandate/plugin-mandate-common';
import { mandateApiRef } from '../mandateApiRef';
import { collectApprovals } from './collectApprovals';
import { useLive } from './useLive';
import { type Reloadable, useLoad } from './useLoad';

const ACTIVE_POLL_MS = 10_000;
/** A signal that is sent while the connection for signals still opens is missed, and nothing says so. */
const IDLE_POLL_MS = 30_000;

/**
 * One change, live until it has ended.
 *
 * @public
 */
export function useChange(id: string): Reloadable<ChangeDetail> {
  const api = useApi(mandateApiRef);
  return useLive({
    key: id,
    fetchValue: signal => api.getChange(id, { signal }),
    concerns: message => message.type === 'change' && message.changeId === id,
    pollAfterMs: change =>
      isTerminal(change.state) ? undefined : ACTIVE_POLL_MS,
  });
}

/**
 * A page of changes, live.
 *
 * @public
 */
export function useChanges(
  filter: ChangeFilter,
): Reloadable<Page<ChangeSummary>> {
  const api = useApi(mandateApiRef);
  return useLive({
    key: JSON.stringify(filter),
    fetchValue: signal => api.listChanges(filter, { signal }),
    concerns: isChange,
    pollAfterMs: page =>
      page.items.every(change => isTerminal(change.state))
        ? IDLE_POLL_MS
        : ACTIVE_POLL_MS,
  });
}

/**
 * Changes that wait for approval, live.
 *
 * @public
 */
export function useApprovals(filter: {
  mine?: boolean;
  entityRef?: string;
  cursor?: string;
  limit?: number;
}): Reloadable<Page<ChangeDetail>> {
  const api = useApi(mandateApiRef);
  const { entityRef } = filter;
  return useLive({
    key: JSON.stringify(filter),
    fetchValue: signal =>
      filter.mine
        ? collectApprovals(api, filter, { signal })
        : api.listApprovals(filter, { signal }),
    concerns: message => isChange(message) && isAbout(message, entityRef),
    pollAfterMs: () => IDLE_POLL_MS,
  });
}

/**
 * What automation may do on a target.
 *
 * @public
 */
export function useBoundaries(query: BoundaryQuery): Reloadable<Boundaries> {
  const api = useApi(mandateApiRef);
  return useLive({
    key: JSON.stringify(query),
    fetchValue: signal => api.getBoundaries(query, { signal }),
    concerns: message =>
      message.type === 'mandate' || isAbout(message, query.entityRef),
    pollAfterMs: () => IDLE_POLL_MS,
  });
}

/**
 * The environments as configured.
 *
 * @public
 */
export function useEnvironments(): Reloadable<readonly EnvironmentView[]> {
  const api = useApi(mandateApiRef);
  return useLoad('', signal => api.listEnvironments({ signal }));
}

/**
 * All mandates in force.
 *
 * @public
 */
export function useMandates(): Reloadable<readonly MandateView[]> {
  const api = useApi(mandateApiRef);
  return useLive({
    key: '',
    fetchValue: signal => api.listMandates({ signal }),
    concerns: message => message.type === 'mandate',
    pollAfterMs: () => IDLE_POLL_MS,
  });
}

/**
 * One mandate.
 *
 * @public
 */
export function useMandate(name: string): Reloadable<MandateView> {
  const api = useApi(mandateApiRef);
  return useLive({
    key: name,
    fetchValue: signal => api.getMandate(name, { signal }),
    concerns: message => message.type === 'mandate' && message.name === name,
    pollAfterMs: () => IDLE_POLL_MS,
  });
}

/**
 * Kill switches that are on, live.
 *
 * @public
 */
export function useEngagedKillSwitches(): Reloadable<
  readonly KillSwitchView[]
> {
  const api = useApi(mandateApiRef);
  return useLive({
    key: '',
    fetchValue: signal => api.listKillSwitches({ engaged: true }, { signal }),
    concerns: message => message.type === 'kill-switch',
    pollAfterMs: () => ACTIVE_POLL_MS,
  });
}

/**
 * Windows, freezes and changes between two instants (ISO 8601), live.
 *
 * @public
 */
export function useCalendar(stretch: {
  from: string;
  until: string;
}): Reloadable<Calendar> {
  const api = useApi(mandateApiRef);
  return useLive({
    key: JSON.stringify(stretch),
    fetchValue: signal => api.getCalendar(stretch, { signal }),
    concerns: message => message.type === 'calendar' || isChange(message),
    pollAfterMs: () => IDLE_POLL_MS,
  });
}

/**
 * What people did against the rules and nobody reviewed yet, live.
 *
 * @public
 */
export function useOpenInterventions(): Reloadable<
  readonly InterventionView[]
> {
  const api = useApi(mandateApiRef);
  return useLive({
    key: '',
    fetchValue: signal =>
      api.listInterventions({ reviewed: false }, { signal }),
    concerns: message => message.type === 'calendar' || isChange(message),
    pollAfterMs: () => IDLE_POLL_MS,
  });
}

/**
 * Delegations that concern the viewer, live.
 *
 * @public
 */
export function useMyDelegations(): Reloadable<readonly DelegationView[]> {
  const api = useApi(mandateApiRef);
  return useLive({
    key: '',
    fetchValue: signal => api.listDelegations({ mine: true }, { signal }),
    concerns: message => message.type === 'delegation',
    pollAfterMs: () => IDLE_POLL_MS,
  });
}

/**
 * An entity's workloads, per environment.
 *
 * @public
 */
export function useHealth(
  entityRef: string,
): Reloadable<readonly WorkloadHealth[]> {
  const api = useApi(mandateApiRef);
  return useLive({
    key: entityRef,
    fetchValue: signal => api.getHealth(entityRef, { signal }),
    concerns: message => isAbout(message, entityRef),
    pollAfterMs: () => ACTIVE_POLL_MS,
  });
}

/**
 * Findings, changes and outcomes of an entity, newest first.
 *
 * @public
 */
export function useTimeline(
  entityRef: string,
  limit: number,
): Reloadable<Page<StoryItem>> {
  const api = useApi(mandateApiRef);
  return useLive({
    key: `${entityRef} ${limit}`,
    fetchValue: signal => api.getTimeline(entityRef, { limit }, { signal }),
    concerns: message => isAbout(message, entityRef),
    pollAfterMs: () => IDLE_POLL_MS,
  });
}

/**
 * Compliance of an entity's workloads.
 *
 * @public
 */
export function useCompliance(
  entityRef: string,
): Reloadable<readonly ComplianceReport[]> {
  const api = useApi(mandateApiRef);
  return useLive({
    key: entityRef,
    fetchValue: signal => api.getCompliance(entityRef, { signal }),
    concerns: message => isAbout(message, entityRef),
    pollAfterMs: () => IDLE_POLL_MS,
  });
}

/**
 * What an entity costs.
 *
 * @public
 */
export function useCosts(
  entityRef: string,
): Reloadable<readonly EnvironmentCost[]> {
  const api = useApi(mandateApiRef);
  return useLive({
    key: entityRef,
    fetchValue: signal => api.getCosts(entityRef, { signal }),
    concerns: message => isAbout(message, entityRef),
    pollAfterMs: () => IDLE_POLL_MS,
  });
}

function isChange(message: MandateSignal): boolean {
  return message.type === 'change';
}

/** Entity references are compared without case, as Backstage does. */
function isAbout(message: MandateSignal, entityRef?: string): boolean {
  return (
    (message.type === 'change' || message.type === 'finding') &&
    (entityRef === undefined ||
      message.entityRef.toLocaleLowerCase('en-US') ===
        entityRef.toLocaleLowerCase('en-US'))
  );
}
