import type { AuditorService } from '@backstage/backend-plugin-api';
import { audited } from '../operations/audited';
import type { InterventionService } from './InterventionService';

/** Reports every intervention and every review, with who did it and how it ended. */
export class AuditedInterventionService implements InterventionService {
  readonly #inner: InterventionService;
  readonly #auditor: AuditorService;
  readonly list: InterventionService['list'];

  constructor(inner: InterventionService, auditor: AuditorService) {
    this.#inner = inner;
    this.#auditor = auditor;
    this.list = inner.list.bind(inner);
  }

  readonly override: InterventionService['override'] = (
    changeId,
    request,
    { caller },
  ) =>
    audited(
      this.#auditor,
      {
        eventId: 'change-override',
        severityLevel: 'critical',
        caller,
        meta: { changeId },
      },
      () => this.#inner.override(changeId, request, { caller }),
    );

  readonly breakGlass: InterventionService['breakGlass'] = (
    changeId,
    request,
    { caller },
  ) =>
    audited(
      this.#auditor,
      {
        eventId: 'change-break-glass',
        severityLevel: 'critical',
        caller,
        meta: { changeId, incident: request.incident },
      },
      () => this.#inner.breakGlass(changeId, request, { caller }),
    );

  readonly review: InterventionService['review'] = (id, request, { caller }) =>
    audited(
      this.#auditor,
      {
        eventId: 'intervention-review',
        severityLevel: 'high',
        caller,
        meta: { intervention: id, verdict: request.verdict },
      },
      () => this.#inner.review(id, request, { caller }),
    );
}
