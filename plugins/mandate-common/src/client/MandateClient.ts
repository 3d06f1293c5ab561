import { isDefaultNamespace, mandateNameParts } from '../mandatePath';
import type { MandateApi } from './MandateApi';
import type { MandateRequestOptions } from './MandateRequestOptions';
import { mandateFetch } from './mandateFetch';
import type { Query } from './queryString';

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
  readonly #options: MandateClientOptions;

  constructor(options: MandateClientOptions) {
    this.#options = options;
  }

  readonly propose: MandateApi['propose'] = (request, options) =>
    this.#json('POST', '/changes', options, {}, request);
  readonly simulate: MandateApi['simulate'] = (request, options) =>
    this.#json('POST', '/changes/simulate', options, {}, request);
  readonly listChanges: MandateApi['listChanges'] = (filter = {}, options) =>
    this.#json('GET', '/changes', options, filter);
  readonly getChange: MandateApi['getChange'] = (id, options) =>
    this.#json('GET', `/changes/${encodeURIComponent(id)}`, options);
  readonly vote: MandateApi['vote'] = (id, vote, options) =>
    this.#onChange(id, 'votes', vote, options);
  readonly openVoteLink: MandateApi['openVoteLink'] = (token, options) =>
    this.#json('GET', `/vote-links/${encodeURIComponent(token)}`, options);
  readonly voteByLink: MandateApi['voteByLink'] = (token, vote, options) =>
    this.#json(
      'POST',
      `/vote-links/${encodeURIComponent(token)}/vote`,
      options,
      {},
      vote,
    );
  readonly withdrawVote: MandateApi['withdrawVote'] = (id, options) =>
    this.#json(
      'DELETE',
      `/changes/${encodeURIComponent(id)}/votes/mine`,
      options,
    );
  readonly withdraw: MandateApi['withdraw'] = (id, request, options) =>
    this.#onChange(id, 'withdraw', request, options);
  readonly abort: MandateApi['abort'] = (id, request, options) =>
    this.#onChange(id, 'abort', request, options);
  readonly remind: MandateApi['remind'] = (id, options) =>
    this.#onChange(id, 'remind', {}, options);
  readonly ask: MandateApi['ask'] = (id, request, options) =>
    this.#onChange(id, 'questions', request, options);
  readonly answer: MandateApi['answer'] = (id, { questionId, text }, options) =>
    this.#onChange(
      id,
      `questions/${encodeURIComponent(questionId)}/answer`,
      { text },
      options,
    );
  readonly attachTestResults: MandateApi['attachTestResults'] = (
    id,
    request,
    options,
  ) => this.#onChange(id, 'test-results', request, options);
  readonly pause: MandateApi['pause'] = (id, request, options) =>
    this.#onChange(id, 'pause', request, options);
  readonly resume: MandateApi['resume'] = (id, options) =>
    this.#onChange(id, 'resume', {}, options);
  readonly resolve: MandateApi['resolve'] = (id, request, options) =>
    this.#onChange(id, 'resolve', request, options);
  readonly listApprovals: MandateApi['listApprovals'] = (
    filter = {},
    options,
  ) => this.#json('GET', '/approvals', options, filter);
  readonly proposeSet: MandateApi['proposeSet'] = (request, options) =>
    this.#json('POST', '/change-sets', options, {}, request);
  readonly listChangeSets: MandateApi['listChangeSets'] = (
    filter = {},
    options,
  ) => this.#json('GET', '/change-sets', options, filter);
  readonly getChangeSet: MandateApi['getChangeSet'] = (id, options) =>
    this.#json('GET', `/change-sets/${encodeURIComponent(id)}`, options);
  readonly voteOnSet: MandateApi['voteOnSet'] = (id, vote, options) => {
    const path = `/change-sets/${encodeURIComponent(id)}/votes`;
    return this.#json('POST', path, options, {}, vote);
  };
  readonly listReleases: MandateApi['listReleases'] = (entityRef, options) =>
    this.#items('/releases', options, { entityRef });

  readonly listFindings: MandateApi['listFindings'] = (filter = {}, options) =>
    this.#items('/findings', options, filter);
  readonly getTimeline: MandateApi['getTimeline'] = (
    entityRef,
    filter = {},
    options,
  ) => this.#json('GET', '/timeline', options, { ...filter, entityRef });
  readonly getBoundaries: MandateApi['getBoundaries'] = (query, options) =>
    this.#json('GET', '/boundaries', options, query);
  readonly getForecasts: MandateApi['getForecasts'] = options =>
    this.#json('GET', '/forecasts', options);
  readonly listEnvironments: MandateApi['listEnvironments'] = options =>
    this.#items('/environments', options);
  readonly listMandates: MandateApi['listMandates'] = options =>
    this.#items('/mandates', options);
  readonly getMandate: MandateApi['getMandate'] = (name, options) =>
    this.#json('GET', `/mandates/${addressOf(name)}`, options);
  readonly listMandateReviews: MandateApi['listMandateReviews'] = options =>
    this.#items('/mandate-reviews', options);
  readonly reviewMandate: MandateApi['reviewMandate'] = (
    name,
    request,
    options,
  ) =>
    this.#json(
      'POST',
      `/mandates/${addressOf(name)}/reviews`,
      options,
      {},
      request,
    );
  readonly listMandateVersions: MandateApi['listMandateVersions'] = (
    name,
    options,
  ) => this.#items(`/mandates/${addressOf(name)}/versions`, options);
  readonly getTrackRecord: MandateApi['getTrackRecord'] = (name, options) =>
    this.#json('GET', `/mandates/${addressOf(name)}/track-record`, options);
  readonly listFailureRates: MandateApi['listFailureRates'] = options =>
    this.#items('/failure-rates', options);
  readonly widenMandate: MandateApi['widenMandate'] = (
    name,
    request,
    options,
  ) =>
    this.#json(
      'POST',
      `/mandates/${addressOf(name)}/widenings`,
      options,
      {},
      request,
    );
  readonly simulateMandate: MandateApi['simulateMandate'] = (
    request,
    options,
  ) => this.#json('POST', '/mandates/simulate', options, {}, request);
  readonly listDelegations: MandateApi['listDelegations'] = (
    filter = {},
    options,
  ) => this.#items('/delegations', options, filter);
  readonly createDelegation: MandateApi['createDelegation'] = (
    request,
    options,
  ) => this.#json('POST', '/delegations', options, {}, request);
  readonly revokeDelegation: MandateApi['revokeDelegation'] = async (
    id,
    options,
  ) => {
    await this.#fetch(
      'DELETE',
      `/delegations/${encodeURIComponent(id)}`,
      options,
    );
  };
  readonly getCalendar: MandateApi['getCalendar'] = (stretch, options) =>
    this.#json('GET', '/calendar', options, stretch);
  readonly override: MandateApi['override'] = (id, request, options) =>
    this.#onChange(id, 'override', request, options);
  readonly breakGlass: MandateApi['breakGlass'] = (id, request, options) =>
    this.#onChange(id, 'break-glass', request, options);
  readonly listInterventions: MandateApi['listInterventions'] = (
    filter = {},
    options,
  ) => this.#items('/interventions', options, filter);
  readonly reviewIntervention: MandateApi['reviewIntervention'] = (
    id,
    request,
    options,
  ) =>
    this.#json(
      'POST',
      `/interventions/${encodeURIComponent(id)}/review`,
      options,
      {},
      request,
    );
  readonly listKillSwitches: MandateApi['listKillSwitches'] = (
    filter = {},
    options,
  ) => this.#items('/kill-switches', options, filter);
  readonly engageKillSwitch: MandateApi['engageKillSwitch'] = (
    request,
    options,
  ) => this.#json('POST', '/kill-switches', options, {}, request);
  readonly liftKillSwitch: MandateApi['liftKillSwitch'] = (
    id,
    request,
    options,
  ) =>
    this.#json(
      'POST',
      `/kill-switches/${encodeURIComponent(id)}/lift`,
      options,
      {},
      request,
    );
  readonly listDeadLetters: MandateApi['listDeadLetters'] = options =>
    this.#items('/dead-letters', options);
  readonly replayDeadLetter: MandateApi['replayDeadLetter'] = (id, options) =>
    this.#send(`/dead-letters/${encodeURIComponent(id)}/replay`, {}, options);
  readonly discardDeadLetter: MandateApi['discardDeadLetter'] = (id, ...rest) =>
    this.#send(`/dead-letters/${encodeURIComponent(id)}/discard`, ...rest);
  readonly listClusters: MandateApi['listClusters'] = options =>
    this.#items('/clusters', options);
  readonly getLive: MandateApi['getLive'] = (entityRef, options) =>
    this.#items('/live', options, { entityRef });
  readonly getLiveEvents: MandateApi['getLiveEvents'] = (target, options) =>
    this.#items('/live/events', options, { ...target });
  readonly getLiveLog: MandateApi['getLiveLog'] = (pod, options) =>
    this.#items('/live/log', options, { ...pod });
  readonly getHealth: MandateApi['getHealth'] = (entityRef, options) =>
    this.#items('/health', options, { entityRef });
  readonly getCompliance: MandateApi['getCompliance'] = (entityRef, options) =>
    this.#items('/compliance', options, { entityRef });
  readonly getCosts: MandateApi['getCosts'] = (entityRef, options) =>
    this.#items('/costs', options, { entityRef });
  readonly listLedgerEntries: MandateApi['listLedgerEntries'] = (
    filter = {},
    options,
  ) => this.#json('GET', '/ledger/entries', options, { ...filter });
  readonly getCheckpoint: MandateApi['getCheckpoint'] = options =>
    this.#json('GET', '/ledger/checkpoint', options);
  readonly getInclusionProof: MandateApi['getInclusionProof'] = (
    index,
    size,
    options,
  ) => this.#json('GET', `/ledger/entries/${index}/proof`, options, { size });
  readonly getConsistencyProof: MandateApi['getConsistencyProof'] = (
    from,
    to,
    options,
  ) => this.#json('GET', '/ledger/consistency', options, { from, to });
  readonly exportLedgerEntries: MandateApi['exportLedgerEntries'] = async (
    format,
    filter = {},
    options,
  ) => {
    const query = { ...filter, format };
    return (await this.#fetch('GET', '/ledger/export', options, query)).text();
  };
  readonly exportLedger: MandateApi['exportLedger'] = async options =>
    (await this.#fetch('GET', '/ledger/bundle', options)).text();
  readonly listProposedEntities: MandateApi['listProposedEntities'] = options =>
    this.#items('/proposed-entities', options);

  async #send(path: string, body: object, options?: MandateRequestOptions) {
    await this.#fetch('POST', path, options, {}, body);
  }

  #onChange<T>(
    id: string,
    action: string,
    body: object,
    options?: MandateRequestOptions,
  ): Promise<T> {
    const path = `/changes/${encodeURIComponent(id)}/${action}`;
    return this.#json('POST', path, options, {}, body);
  }

  async #items<T>(
    path: string,
    options?: MandateRequestOptions,
    query: Query = {},
  ): Promise<readonly T[]> {
    const page = await this.#json<{ items: readonly T[] }>(
      'GET',
      path,
      options,
      query,
    );
    return page.items;
  }

  async #json<T>(
    method: string,
    path: string,
    options?: MandateRequestOptions,
    query: Query = {},
    body?: object,
  ): Promise<T> {
    const response = await this.#fetch(method, path, options, query, body);
    return response.json();
  }

  #fetch(
    method: string,
    path: string,
    options?: MandateRequestOptions,
    query: Query = {},
    body?: object,
  ): Promise<Response> {
    return mandateFetch(this.#options, { method, path, options, query, body });
  }
}

/** Names of `default` stay what they are; a slash has to be escaped, which some proxies in between do not let through. */
function addressOf(mandate: string): string {
  const { namespace, name } = mandateNameParts(mandate);
  return encodeURIComponent(
    isDefaultNamespace(namespace) ? name : `${namespace}/${name}`,
  );
}
