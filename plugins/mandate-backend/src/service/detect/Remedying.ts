import {
  ConflictError,
  InputError,
  NotAllowedError,
  NotFoundError,
} from '@backstage/errors';
import type { LoggerService } from '@backstage/backend-plugin-api';
import type {
  ChangeSummary,
  Finding,
  ProposeRequest,
} from '@mandate/plugin-mandate-common';
import type { Remedy, TargetDirectory } from '@mandate/plugin-mandate-node';
import { FindingStore } from '../../database/findings/FindingStore';
import type { KernelStore } from '../../database/KernelStore';
import { toSummary } from '../change/reading/changeViews';
import { tellFinding } from './recordFindings';

/** How far back what was tried counts. */
const TRIED_MS = 24 * 3_600_000;

/** A change that a detector's finding led to, on its way to `ChangeService.propose`. */
export interface RemedyProposal {
  readonly request: ProposeRequest;
  readonly detectorId: string;
  readonly findingId: string;
}

/** What turning findings into changes needs. */
export interface RemedyingDependencies {
  readonly store: KernelStore;
  readonly remedies: readonly Remedy[];
  readonly targets: Pick<TargetDirectory, 'resolve'>;
  /** Proposes with the detector as proposer; throws as `ChangeService.propose`. */
  readonly propose: (proposal: RemedyProposal) => Promise<unknown>;
  readonly logger: LoggerService;
}

/** Asks the remedies about open findings: a change is proposed, or a person is told once. */
export class Remedying {
  readonly #dependencies: RemedyingDependencies;

  constructor(dependencies: RemedyingDependencies) {
    this.#dependencies = dependencies;
  }

  /** One finding that cannot be dealt with does not keep the others from it. */
  async remedyAll(findings: readonly Finding[]): Promise<void> {
    for (const finding of findings) {
      try {
        await this.#remedy(finding);
      } catch (error) {
        this.#dependencies.logger.warn(
          `No remedy for finding ${finding.id} could be proposed; it is tried again.`,
          error instanceof Error ? error : new Error(String(error)),
        );
      }
    }
  }

  async #remedy(finding: Finding): Promise<void> {
    const remedy = this.#dependencies.remedies.find(candidate =>
      candidate.handles(finding),
    );
    if (!remedy || finding.escalatedAt !== undefined) {
      return;
    }
    const { tried, nowMs } = await this.#tried(finding);
    const outcome = remedy.next({ finding, tried, now: new Date(nowMs) });
    switch (outcome.type) {
      case 'propose':
        await this.#propose(finding, outcome.request);
        break;
      case 'escalate':
        await this.#escalate(finding, outcome.words);
        break;
      default:
    }
  }

  /** The key is the finding's and the attempt's: a crash after proposing does not propose twice. */
  async #propose(
    finding: Finding,
    request: Pick<ProposeRequest, 'kind' | 'input' | 'reason'>,
  ): Promise<void> {
    try {
      await this.#dependencies.propose({
        request: {
          ...request,
          target: finding.target,
          idempotencyKey: `finding/${finding.id}/${
            finding.changeIds.length + 1
          }`,
        },
        detectorId: finding.detector,
        findingId: finding.id,
      });
    } catch (error) {
      if (
        error instanceof InputError ||
        error instanceof NotFoundError ||
        error instanceof NotAllowedError ||
        error instanceof ConflictError
      ) {
        await this.#escalate(
          finding,
          `The change that would mend it cannot be proposed: ${error.message}`,
        );
        return;
      }
      throw error;
    }
  }

  async #tried(finding: Finding): Promise<{
    readonly tried: readonly ChangeSummary[];
    readonly nowMs: number;
  }> {
    return this.#dependencies.store.read(async tx => {
      const nowMs = await tx.now();
      const ids = await new FindingStore(tx).changesFor(
        finding.fingerprint,
        nowMs - TRIED_MS,
      );
      const changes = await Promise.all(ids.map(id => tx.changes.get(id)));
      return {
        nowMs,
        tried: changes.flatMap(change => (change ? [toSummary(change)] : [])),
      };
    });
  }

  async #escalate(finding: Finding, words: string): Promise<void> {
    const { store } = this.#dependencies;
    const owner = await this.#ownerOf(finding);
    await store.transaction(async tx => {
      const outcome = await new FindingStore(tx).escalate(finding.id, words);
      if (outcome === 'already') {
        return;
      }
      await tellFinding(
        tx,
        finding,
        'escalated',
        `A person is asked: ${finding.title}. ${words}`,
      );
      if (owner !== undefined) {
        tx.outbox.add({
          type: 'notification',
          message: {
            recipients: [owner],
            title: `Needs you: ${finding.title}`,
            description: `${finding.words} ${words}`,
            link: entityLink(finding.target.entityRef),
            severity: finding.severity === 'critical' ? 'critical' : 'high',
            topic: 'finding',
            scope: `mandate-finding-${finding.id}`,
          },
        });
      }
    });
  }

  async #ownerOf(finding: Finding): Promise<string | undefined> {
    try {
      return (await this.#dependencies.targets.resolve(finding.target)).owner;
    } catch (error) {
      this.#dependencies.logger.warn(
        `The owner of ${finding.target.entityRef} is not known, so nobody is told of finding ${finding.id}.`,
        error instanceof Error ? error : new Error(String(error)),
      );
      return undefined;
    }
  }
}

/** The entity's page in the portal. */
function entityLink(entityRef: string): string {
  const [kind = '', path = ''] = entityRef.split(':');
  const [namespace = '', name = ''] = path.split('/');
  return `/catalog/${[namespace, kind, name]
    .map(part => encodeURIComponent(part))
    .join('/')}`;
}
