import { isDefaultNamespace, mandateNameParts } from '../mandatePath';
import type { MandateApi } from './MandateApi';
import { MandateRequests } from './MandateRequests';

/**
 * How the client reaches the backend; both members exist in frontends and backends alike.
 *
 * @public
 */
export interface MandateClientOptions {
  readonly discoveryApi: { getBaseUrl(pluginId: string): Promise<string> };
  readonly fetchApi: { fetch: typeof fetch };
}

/**
 * Speaks to the mandate backend over HTTP. Throws `ResponseError` with the server's words.
 *
 * @public
 */
export class MandateClient implements MandateApi {
  readonly #requests: MandateRequests;

  constructor(options: MandateClientOptions) {
    this.#requests = new MandateRequests(options);
  }

  readonly propose: MandateApi['propose'] = (request, options) =>
    this.#requests.json('POST', '/changes', options, {}, request);
  readonly simulate: MandateApi['simulate'] = (request, options) =>
    this.#requests.json('POST', '/changes/simulate', options, {}, request);
  readonly listChanges: MandateApi['listChanges'] = (filter = {}, options) =>
    this.#requests.json('GET', '/changes', options, filter);
  readonly getChange: MandateApi['getChange'] = (id, options) =>
    this.#requests.json('GET', `/changes/${encodeURIComponent(id)}`, options);
  readonly vote: MandateApi['vote'] = (id, vote, options) =>
    this.#requests.onChange(id, 'votes', vote, options);
  readonly openVoteLink: MandateApi['openVoteLink'] = (token, options) =>
    this.#requests.json(
      'GET',
      `/vote-links/${encodeURIComponent(token)}`,
      options,
    );
  readonly voteByLink: MandateApi['voteByLink'] = (token, vote, options) =>
    this.#requests.json(
      'POST',
      `/vote-links/${encodeURIComponent(token)}/vote`,
      options,
      {},
      vote,
    );
  readonly withdrawVote: MandateApi['withdrawVote'] = (id, options) =>
    this.#requests.json(
      'DELETE',
      `/changes/${encodeURIComponent(id)}/votes/mine`,
      options,
    );
  readonly withdraw: MandateApi['withdraw'] = (id, request, options) =>
    this.#requests.onChange(id, 'withdraw', request, options);
  readonly abort: MandateApi['abort'] = (id, request, options) =>
    this.#requests.onChange(id, 'abort', request, options);
  readonly remind: MandateApi['remind'] = (id, options) =>
    this.#requests.onChange(id, 'remind', {}, options);
  readonly ask: MandateApi['ask'] = (id, request, options) =>
    this.#requests.onChange(id, 'questions', request, options);
  readonly answer: MandateApi['answer'] = (id, { questionId, text }, options) =>
    this.#requests.onChange(
      id,
      `questions/${encodeURIComponent(questionId)}/answer`,
      { text },
      options,
    );
  readonly attachTestResults: MandateApi['attachTestResults'] = (
    id,
    request,
    options,
  ) => this.#requests.onChange(id, 'test-results', request, options);
  readonly pause: MandateApi['pause'] = (id, request, options) =>
    this.#requests.onChange(id, 'pause', request, options);
  readonly resume: MandateApi['resume'] = (id, options) =>
    this.#requests.onChange(id, 'resume', {}, options);
  readonly resolve: MandateApi['resolve'] = (id, request, options) =>
    this.#requests.onChange(id, 'resolve', request, options);
  readonly listApprovals: MandateApi['listApprovals'] = (
    filter = {},
    options,
  ) => this.#requests.json('GET', '/approvals', options, filter);
  readonly proposeSet: MandateApi['proposeSet'] = (request, options) =>
    this.#requests.json('POST', '/change-sets', options, {}, request);
  readonly listChangeSets: MandateApi['listChangeSets'] = (
    filter = {},
    options,
  ) => this.#requests.json('GET', '/change-sets', options, filter);
  readonly getChangeSet: MandateApi['getChangeSet'] = (id, options) =>
    this.#requests.json(
      'GET',
      `/change-sets/${encodeURIComponent(id)}`,
      options,
    );
  readonly voteOnSet: MandateApi['voteOnSet'] = (id, vote, options) => {
    const path = `/change-sets/${encodeURIComponent(id)}/votes`;
    return this.#requests.json('POST', path, options, {}, vote);
  };
  readonly listReleases: MandateApi['listReleases'] = (entityRef, options) =>
    this.#requests.items('/releases', options, { entityRef });

  readonly listFindings: MandateApi['listFindings'] = (filter = {}, options) =>
    this.#requests.items('/findings', options, filter);
  readonly getTimeline: MandateApi['getTimeline'] = (
    entityRef,
    filter = {},
    options,
  ) =>
    this.#requests.json('GET', '/timeline', options, { ...filter, entityRef });
  readonly getBoundaries: MandateApi['getBoundaries'] = (query, options) =>
    this.#requests.json('GET', '/boundaries', options, query);
  readonly getForecasts: MandateApi['getForecasts'] = options =>
    this.#requests.json('GET', '/forecasts', options);
  readonly listEnvironments: MandateApi['listEnvironments'] = options =>
    this.#requests.items('/environments', options);
  readonly listMandates: MandateApi['listMandates'] = options =>
    this.#requests.items('/mandates', options);
  readonly getMandate: MandateApi['getMandate'] = (name, options) =>
    this.#requests.json('GET', `/mandates/${addressOf(name)}`, options);
  readonly listMandateReviews: MandateApi['listMandateReviews'] = options =>
    this.#requests.items('/mandate-reviews', options);
  readonly reviewMandate: MandateApi['reviewMandate'] = (
    name,
    request,
    options,
  ) =>
    this.#requests.json(
      'POST',
      `/mandates/${addressOf(name)}/reviews`,
      options,
      {},
      request,
    );
  readonly listMandateVersions: MandateApi['listMandateVersions'] = (
    name,
    options,
  ) => this.#requests.items(`/mandates/${addressOf(name)}/versions`, options);
  readonly getTrackRecord: MandateApi['getTrackRecord'] = (name, options) =>
    this.#requests.json(
      'GET',
      `/mandates/${addressOf(name)}/track-record`,
      options,
    );
  readonly listFailureRates: MandateApi['listFailureRates'] = options =>
    this.#requests.items('/failure-rates', options);
  readonly widenMandate: MandateApi['widenMandate'] = (
    name,
    request,
    options,
  ) =>
    this.#requests.json(
      'POST',
      `/mandates/${addressOf(name)}/widenings`,
      options,
      {},
      request,
    );
  readonly simulateMandate: MandateApi['simulateMandate'] = (
    request,
    options,
  ) => this.#requests.json('POST', '/mandates/simulate', options, {}, request);
  readonly listDelegations: MandateApi['listDelegations'] = (
    filter = {},
    options,
  ) => this.#requests.items('/delegations', options, filter);
  readonly createDelegation: MandateApi['createDelegation'] = (
    request,
    options,
  ) => this.#requests.json('POST', '/delegations', options, {}, request);
  readonly revokeDelegation: MandateApi['revokeDelegation'] = async (
    id,
    options,
  ) => {
    await this.#requests.fetch(
      'DELETE',
      `/delegations/${encodeURIComponent(id)}`,
      options,
    );
  };
  readonly getCalendar: MandateApi['getCalendar'] = (stretch, options) =>
    this.#requests.json('GET', '/calendar', options, stretch);
  readonly override: MandateApi['override'] = (id, request, options) =>
    this.#requests.onChange(id, 'override', request, options);
  readonly breakGlass: MandateApi['breakGlass'] = (id, request, options) =>
    this.#requests.onChange(id, 'break-glass', request, options);
  readonly listInterventions: MandateApi['listInterventions'] = (
    filter = {},
    options,
  ) => this.#requests.items('/interventions', options, filter);
  readonly reviewIntervention: MandateApi['reviewIntervention'] = (
    id,
    request,
    options,
  ) =>
    this.#requests.json(
      'POST',
      `/interventions/${encodeURIComponent(id)}/review`,
      options,
      {},
      request,
    );
  readonly listKillSwitches: MandateApi['listKillSwitches'] = (
    filter = {},
    options,
  ) => this.#requests.items('/kill-switches', options, filter);
  readonly engageKillSwitch: MandateApi['engageKillSwitch'] = (
    request,
    options,
  ) => this.#requests.json('POST', '/kill-switches', options, {}, request);
  readonly liftKillSwitch: MandateApi['liftKillSwitch'] = (
    id,
    request,
    options,
  ) =>
    this.#requests.json(
      'POST',
      `/kill-switches/${encodeURIComponent(id)}/lift`,
      options,
      {},
      request,
    );
  readonly listDeadLetters: MandateApi['listDeadLetters'] = options =>
    this.#requests.items('/dead-letters', options);
  readonly replayDeadLetter: MandateApi['replayDeadLetter'] = (id, options) =>
    this.#requests.send(
      `/dead-letters/${encodeURIComponent(id)}/replay`,
      {},
      options,
    );
  readonly discardDeadLetter: MandateApi['discardDeadLetter'] = (id, ...rest) =>
    this.#requests.send(
      `/dead-letters/${encodeURIComponent(id)}/discard`,
      ...rest,
    );
  readonly listClusters: MandateApi['listClusters'] = options =>
    this.#requests.items('/clusters', options);
  readonly getLive: MandateApi['getLive'] = (entityRef, options) =>
    this.#requests.items('/live', options, { entityRef });
  readonly getLiveEvents: MandateApi['getLiveEvents'] = (target, options) =>
    this.#requests.items('/live/events', options, { ...target });
  readonly getLiveLog: MandateApi['getLiveLog'] = (pod, options) =>
    this.#requests.items('/live/log', options, { ...pod });
  readonly getHealth: MandateApi['getHealth'] = (entityRef, options) =>
    this.#requests.items('/health', options, { entityRef });
  readonly getCompliance: MandateApi['getCompliance'] = (entityRef, options) =>
    this.#requests.items('/compliance', options, { entityRef });
  readonly getCosts: MandateApi['getCosts'] = (entityRef, options) =>
    this.#requests.items('/costs', options, { entityRef });
  readonly listLedgerEntries: MandateApi['listLedgerEntries'] = (
    filter = {},
    options,
  ) => this.#requests.json('GET', '/ledger/entries', options, { ...filter });
  readonly getCheckpoint: MandateApi['getCheckpoint'] = options =>
    this.#requests.json('GET', '/ledger/checkpoint', options);
  readonly getInclusionProof: MandateApi['getInclusionProof'] = (
    index,
    size,
    options,
  ) =>
    this.#requests.json('GET', `/ledger/entries/${index}/proof`, options, {
      size,
    });
  readonly getConsistencyProof: MandateApi['getConsistencyProof'] = (
    from,
    to,
    options,
  ) => this.#requests.json('GET', '/ledger/consistency', options, { from, to });
  readonly exportLedgerEntries: MandateApi['exportLedgerEntries'] = async (
    format,
    filter = {},
    options,
  ) => {
    const query = { ...filter, format };
    return (
      await this.#requests.fetch('GET', '/ledger/export', options, query)
    ).text();
  };
  readonly exportLedger: MandateApi['exportLedger'] = async options =>
    (await this.#requests.fetch('GET', '/ledger/bundle', options)).text();
  readonly listProposedEntities: MandateApi['listProposedEntities'] = options =>
    this.#requests.items('/proposed-entities', options);
}

/** Names of `default` stay what they are; others have an address that needs no escaped slash, which some proxies refuse. */
function addressOf(mandate: string): string {
  const { namespace, name } = mandateNameParts(mandate);
  return isDefaultNamespace(namespace)
    ? encodeURIComponent(name)
    : `by-name/${encodeURIComponent(namespace)}/${encodeURIComponent(name)}`;
}
