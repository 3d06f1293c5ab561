import type {
  AuditorService,
  AuditorServiceEventSeverityLevel,
} from '@backstage/backend-plugin-api';
import type { JsonObject } from '@backstage/types';
import type { ProposeRequest } from '@mandate/plugin-mandate-common';
import type { EvidenceReads } from '../ledger/EvidenceReads';
import type { Caller, ChangeService } from './ChangeService';

/**
 * Reports every operation that can change something, and every simulation, with who did it and how it ended, to
 * Backstage's audit log, and who looked at a change or a simulated plan to the ledger.
 */
export class AuditedChangeService implements ChangeService {
  readonly #inner: ChangeService;
  readonly #auditor: AuditorService;
  readonly simulate: ChangeService['simulate'];
  readonly get: ChangeService['get'];
  readonly list: ChangeService['list'];
  readonly listApprovals: ChangeService['listApprovals'];

  constructor(
    inner: ChangeService,
    auditor: AuditorService,
    evidence: Pick<
      EvidenceReads,
      'recordView' | 'recordViews' | 'recordSimulation'
    >,
  ) {
    this.#inner = inner;
    this.#auditor = auditor;
    this.simulate = (request, options) =>
      this.#audit(
        'change-simulate',
        'low',
        options.caller,
        aboutProposal(request),
        async () => {
          const simulation = await inner.simulate(request, options);
          await evidence.recordSimulation(options.caller, simulation);
          return simulation;
        },
      );
    this.get = async (id, options) => {
      const change = await inner.get(id, options);
      await evidence.recordView(options.caller, id);
      return change;
    };
    this.list = inner.list.bind(inner);
    // Unlike the list of changes, it shows each of them whole.
    this.listApprovals = async (filter, options) => {
      const page = await inner.listApprovals(filter, options);
      await evidence.recordViews(
        options.caller,
        page.items.map(({ id }) => id),
      );
      return page;
    };
  }

  readonly propose: ChangeService['propose'] = (request, options) =>
    this.#audit(
      'change-propose',
      'medium',
      options.caller,
      aboutProposal(request),
      () => this.#inner.propose(request, options),
    );

  readonly vote: ChangeService['vote'] = (id, vote, options) =>
    this.#audit(
      'change-vote',
      'high',
      options.caller,
      { changeId: id, verdict: vote.verdict, digest: vote.digest },
      () => this.#inner.vote(id, vote, options),
    );

  readonly withdrawVote: ChangeService['withdrawVote'] = (id, options) =>
    this.#audit(
      'change-vote-withdraw',
      'medium',
      options.caller,
      { changeId: id },
      () => this.#inner.withdrawVote(id, options),
    );

  readonly withdraw: ChangeService['withdraw'] = (id, request, options) =>
    this.#audit(
      'change-withdraw',
      'medium',
      options.caller,
      { changeId: id },
      () => this.#inner.withdraw(id, request, options),
    );

  readonly abort: ChangeService['abort'] = (id, request, options) =>
    this.#audit('change-abort', 'high', options.caller, { changeId: id }, () =>
      this.#inner.abort(id, request, options),
    );

  readonly remind: ChangeService['remind'] = (id, options) =>
    this.#audit('change-remind', 'low', options.caller, { changeId: id }, () =>
      this.#inner.remind(id, options),
    );

  readonly ask: ChangeService['ask'] = (id, request, options) =>
    this.#audit('change-ask', 'low', options.caller, { changeId: id }, () =>
      this.#inner.ask(id, request, options),
    );

  readonly answer: ChangeService['answer'] = (id, request, options) =>
    this.#audit('change-answer', 'low', options.caller, { changeId: id }, () =>
      this.#inner.answer(id, request, options),
    );

  readonly attachTestResults: ChangeService['attachTestResults'] = (
    id,
    request,
    options,
  ) =>
    this.#audit(
      'change-attach-test-results',
      'low',
      options.caller,
      { changeId: id },
      () => this.#inner.attachTestResults(id, request, options),
    );

  readonly pause: ChangeService['pause'] = (id, request, options) =>
    this.#audit('change-pause', 'high', options.caller, { changeId: id }, () =>
      this.#inner.pause(id, request, options),
    );

  readonly resume: ChangeService['resume'] = (id, options) =>
    this.#audit('change-resume', 'high', options.caller, { changeId: id }, () =>
      this.#inner.resume(id, options),
    );

  readonly resolve: ChangeService['resolve'] = (id, request, options) =>
    this.#audit(
      'change-resolve',
      'high',
      options.caller,
      { changeId: id, outcome: request.outcome },
      () => this.#inner.resolve(id, request, options),
    );

  async #audit<T>(
    eventId: string,
    severityLevel: AuditorServiceEventSeverityLevel,
    caller: Caller,
    meta: JsonObject,
    run: () => Promise<T>,
  ): Promise<T> {
    const event = await this.#auditor.createEvent({
      eventId,
      severityLevel,
      request: caller.request,
      meta: {
        ...meta,
        actorKind: caller.proposer.kind,
        actor: caller.proposer.ref,
      },
    });
    try {
      const result = await run();
      await event.success();
      return result;
    } catch (error) {
      await event.fail({
        error: error instanceof Error ? error : new Error(String(error)),
      });
      throw error;
    }
  }
}

function aboutProposal({ kind, target }: ProposeRequest): JsonObject {
  const { entityRef, environment } = target;
  return { kind, entityRef, environment };
}
