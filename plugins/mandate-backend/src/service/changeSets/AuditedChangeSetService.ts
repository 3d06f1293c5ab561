import type { AuditorService } from '@backstage/backend-plugin-api';
import { audited } from '../operations/audited';
import type { ChangeSetService } from './ChangeSetService';

/** Reports who proposes and votes on sets to Backstage's audit log. */
export class AuditedChangeSetService implements ChangeSetService {
  readonly #inner: ChangeSetService;
  readonly #auditor: AuditorService;
  readonly get: ChangeSetService['get'];
  readonly list: ChangeSetService['list'];

  constructor(inner: ChangeSetService, auditor: AuditorService) {
    this.#inner = inner;
    this.#auditor = auditor;
    this.get = inner.get.bind(inner);
    this.list = inner.list.bind(inner);
  }

  readonly propose: ChangeSetService['propose'] = (request, { caller }) =>
    audited(
      this.#auditor,
      {
        eventId: 'change-set-propose',
        severityLevel: 'medium',
        caller,
        meta: { changes: request.changes.length },
      },
      () => this.#inner.propose(request, { caller }),
    );

  readonly vote: ChangeSetService['vote'] = (id, vote, { caller }) =>
    audited(
      this.#auditor,
      {
        eventId: 'change-set-vote',
        severityLevel: 'high',
        caller,
        meta: { changeSet: id, verdict: vote.verdict, digest: vote.digest },
      },
      () => this.#inner.vote(id, vote, { caller }),
    );
}
