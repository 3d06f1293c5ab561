import type { AuditorService } from '@backstage/backend-plugin-api';
import { audited } from '../operations/audited';
import type { DelegationService } from './DelegationService';

/** Reports who lets whom vote for them. */
export class AuditedDelegationService implements DelegationService {
  readonly #inner: DelegationService;
  readonly #auditor: AuditorService;
  readonly list: DelegationService['list'];

  constructor(inner: DelegationService, auditor: AuditorService) {
    this.#inner = inner;
    this.#auditor = auditor;
    this.list = inner.list.bind(inner);
  }

  readonly create: DelegationService['create'] = (request, { caller }) =>
    audited(
      this.#auditor,
      {
        eventId: 'delegation-create',
        severityLevel: 'high',
        caller,
        meta: { delegate: request.delegate },
      },
      () => this.#inner.create(request, { caller }),
    );

  readonly revoke: DelegationService['revoke'] = (id, { caller }) =>
    audited(
      this.#auditor,
      {
        eventId: 'delegation-revoke',
        severityLevel: 'medium',
        caller,
        meta: { delegation: id },
      },
      () => this.#inner.revoke(id, { caller }),
    );
}
