import type { AuditorService } from '@backstage/backend-plugin-api';
import { audited } from '../operations/audited';
import type { DeadLetterService } from './DeadLetterService';

/** Reports who had which message sent again, and who discarded one and why. */
export class AuditedDeadLetterService implements DeadLetterService {
  readonly #inner: DeadLetterService;
  readonly #auditor: AuditorService;
  readonly list: DeadLetterService['list'];

  constructor(inner: DeadLetterService, auditor: AuditorService) {
    this.#inner = inner;
    this.#auditor = auditor;
    this.list = inner.list.bind(inner);
  }

  readonly replay: DeadLetterService['replay'] = (id, { caller }) =>
    audited(
      this.#auditor,
      {
        eventId: 'dead-letter-replay',
        severityLevel: 'medium',
        caller,
        meta: { message: id },
      },
      () => this.#inner.replay(id, { caller }),
    );

  readonly discard: DeadLetterService['discard'] = (id, request, { caller }) =>
    audited(
      this.#auditor,
      {
        eventId: 'dead-letter-discard',
        severityLevel: 'medium',
        caller,
        meta: { message: id, reason: request.reason },
      },
      () => this.#inner.discard(id, request, { caller }),
    );
}
