import type { AuditorService } from '@backstage/backend-plugin-api';
import { audited } from '../operations/audited';
import type { MandateReviewService } from './MandateReviewService';

/** Reports every review, with who did it and how it ended. */
export class AuditedMandateReviewService implements MandateReviewService {
  readonly #inner: MandateReviewService;
  readonly #auditor: AuditorService;
  readonly list: MandateReviewService['list'];

  constructor(inner: MandateReviewService, auditor: AuditorService) {
    this.#inner = inner;
    this.#auditor = auditor;
    this.list = inner.list.bind(inner);
  }

  readonly review: MandateReviewService['review'] = (
    name,
    request,
    { caller },
  ) =>
    audited(
      this.#auditor,
      {
        eventId: 'mandate-review',
        severityLevel: 'high',
        caller,
        meta: { mandate: name, verdict: request.verdict },
      },
      () => this.#inner.review(name, request, { caller }),
    );
}
