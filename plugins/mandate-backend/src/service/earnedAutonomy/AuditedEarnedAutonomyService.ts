import type { AuditorService } from '@backstage/backend-plugin-api';
import { audited } from '../operations/audited';
import type { EarnedAutonomyService } from './EarnedAutonomyService';

/** Reports every widening, with who did it and how it ended. */
export class AuditedEarnedAutonomyService implements EarnedAutonomyService {
  readonly #inner: EarnedAutonomyService;
  readonly #auditor: AuditorService;
  readonly trackRecord: EarnedAutonomyService['trackRecord'];
  readonly failureRates: EarnedAutonomyService['failureRates'];

  constructor(inner: EarnedAutonomyService, auditor: AuditorService) {
    this.#inner = inner;
    this.#auditor = auditor;
    this.trackRecord = inner.trackRecord.bind(inner);
    this.failureRates = inner.failureRates.bind(inner);
  }

  readonly widen: EarnedAutonomyService['widen'] = (
    name,
    request,
    { caller },
  ) =>
    audited(
      this.#auditor,
      {
        eventId: 'mandate-widen',
        severityLevel: 'critical',
        caller,
        meta: { mandate: name, kind: request.kind },
      },
      () => this.#inner.widen(name, request, { caller }),
    );
}
