import type { AuditorService } from '@backstage/backend-plugin-api';
import { audited } from '../operations/audited';
import type { CustodyService } from './CustodyService';

/** Reports who erased personal data or placed, released and read legal holds, without naming whom it is about. */
export class AuditedCustodyService implements CustodyService {
  readonly #inner: CustodyService;
  readonly #auditor: AuditorService;

  constructor(inner: CustodyService, auditor: AuditorService) {
    this.#inner = inner;
    this.#auditor = auditor;
  }

  readonly erase: CustodyService['erase'] = (request, caller) =>
    audited(
      this.#auditor,
      { eventId: 'personal-data-erase', severityLevel: 'critical', caller },
      () => this.#inner.erase(request, caller),
    );

  readonly hold: CustodyService['hold'] = (request, caller) =>
    audited(
      this.#auditor,
      { eventId: 'legal-hold-place', severityLevel: 'high', caller },
      () => this.#inner.hold(request, caller),
    );

  readonly release: CustodyService['release'] = (id, caller) =>
    audited(
      this.#auditor,
      {
        eventId: 'legal-hold-release',
        severityLevel: 'critical',
        caller,
        meta: { hold: id },
      },
      () => this.#inner.release(id, caller),
    );

  readonly holds: CustodyService['holds'] = caller =>
    audited(
      this.#auditor,
      { eventId: 'legal-hold-list', severityLevel: 'medium', caller },
      () => this.#inner.holds(caller),
    );

  applyRetention(): Promise<void> {
    return this.#inner.applyRetention();
  }
}
