import type { AuditorService } from '@backstage/backend-plugin-api';
import type { EvidenceReads } from '../ledger/EvidenceReads';
import { audited } from '../operations/audited';
import type { VoteLinkService } from './VoteLinkService';

/** Reports votes through links to Backstage's audit log, and who looked at a change through one to the ledger. */
export class AuditedVoteLinkService implements VoteLinkService {
  readonly #inner: VoteLinkService;
  readonly #auditor: AuditorService;
  readonly #evidence: Pick<EvidenceReads, 'recordView'>;

  constructor(
    inner: VoteLinkService,
    auditor: AuditorService,
    evidence: Pick<EvidenceReads, 'recordView'>,
  ) {
    this.#inner = inner;
    this.#auditor = auditor;
    this.#evidence = evidence;
  }

  readonly open: VoteLinkService['open'] = async (token, options) => {
    const opened = await this.#inner.open(token, options);
    await this.#evidence.recordView(options.caller, opened.change.id);
    return opened;
  };

  readonly vote: VoteLinkService['vote'] = (token, vote, options) =>
    audited(
      this.#auditor,
      {
        eventId: 'change-vote',
        severityLevel: 'high',
        caller: options.caller,
        meta: { verdict: vote.verdict, by: 'link' },
      },
      () => this.#inner.vote(token, vote, options),
    );
}
