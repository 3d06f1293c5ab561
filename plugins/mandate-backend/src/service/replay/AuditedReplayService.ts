import type { AuditorService } from '@backstage/backend-plugin-api';
import { audited } from '../operations/audited';
import type { ReplayService } from './ReplayService';

/** Reports who tried a mandate on the past. */
export class AuditedReplayService implements ReplayService {
  readonly #inner: ReplayService;
  readonly #auditor: AuditorService;

  constructor(inner: ReplayService, auditor: AuditorService) {
    this.#inner = inner;
    this.#auditor = auditor;
  }

  readonly replay: ReplayService['replay'] = (request, options) =>
    audited(
      this.#auditor,
      {
        eventId: 'mandate-replay',
        severityLevel: 'low',
        caller: options.caller,
      },
      () => this.#inner.replay(request, options),
    );
}
