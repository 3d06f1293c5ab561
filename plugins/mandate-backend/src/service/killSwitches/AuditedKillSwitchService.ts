import type { AuditorService } from '@backstage/backend-plugin-api';
import { scopeWords } from '../../domain/scope/scopeWords';
import { audited } from '../operations/audited';
import type { KillSwitchService } from './KillSwitchService';

/** Reports who stopped automation or let it go on. */
export class AuditedKillSwitchService implements KillSwitchService {
  readonly #inner: KillSwitchService;
  readonly #auditor: AuditorService;
  readonly list: KillSwitchService['list'];

  constructor(inner: KillSwitchService, auditor: AuditorService) {
    this.#inner = inner;
    this.#auditor = auditor;
    this.list = inner.list.bind(inner);
  }

  readonly engage: KillSwitchService['engage'] = (request, options) =>
    audited(
      this.#auditor,
      {
        eventId: 'kill-switch-engage',
        severityLevel: 'critical',
        caller: options.caller,
        meta: { covers: scopeWords(request.scope ?? {}, request.changes) },
      },
      () => this.#inner.engage(request, options),
    );

  readonly lift: KillSwitchService['lift'] = (id, request, options) =>
    audited(
      this.#auditor,
      {
        eventId: 'kill-switch-lift',
        severityLevel: 'critical',
        caller: options.caller,
        meta: { killSwitch: id },
      },
      () => this.#inner.lift(id, request, options),
    );
}
