import type { LoggerService } from '@backstage/backend-plugin-api';
import {
  assembleProof,
  cosignaturesOf,
  fromBase64,
  type Hash,
  parseVerifierKey,
  planRoot,
} from '@mandate/ledger';
import { randomUUID } from 'node:crypto';
import {
  claimDetector,
  releaseDetector,
} from '../../../database/detectorLeases/detectorLease';
import type { KernelStore } from '../../../database/KernelStore';
import {
  addCosignatures,
  latestCheckpoint,
  type StoredCheckpoint,
} from '../../../database/ledger/CheckpointStore';
import { readNodes } from '../../../database/ledger/TileStore';
import type {
  LedgerSettings,
  LogDestinationSettings,
} from '../../settings/ledgerSettings';
import type { Ledger } from '../Ledger';
import type { LedgerKeys } from '../LedgerKeys';
import type { LogResources } from '../LogResources';
import { DirectoryDestination } from './DirectoryDestination';
import { GitDestination } from './GitDestination';
import type { LogDestination } from './LogDestination';
import { publishLog } from './publishLog';
import { Witness } from './Witness';

const LEASE_MS = 5 * 60_000;

/** What publication needs. */
export interface PublicationDependencies {
  readonly store: KernelStore;
  readonly ledger: Pick<Ledger, 'consistencyProof'>;
  readonly keys: Pick<LedgerKeys, 'verifierKeys'>;
  readonly logResources: Pick<LogResources, 'read'>;
  readonly settings: LedgerSettings;
  readonly logger: LoggerService;
}

/**
 * Brings the newest checkpoint outside, where whoever can write the database cannot: to witnesses for their
 * cosignatures, then to directories and git repositories. One replica at a time, by lease; a place that fails is logged
 * and tried again, and stops no other.
 */
export class Publication {
  readonly #deps: PublicationDependencies;
  readonly #witnesses: readonly Witness[];
  readonly #destinations: readonly LogDestination[];
  readonly #lease = { detector: 'ledger-publication', owner: randomUUID() };

  constructor(deps: PublicationDependencies) {
    this.#deps = deps;
    this.#witnesses = deps.settings.witnesses.map(
      witness => new Witness(witness),
    );
    this.#destinations = deps.settings.publish.map(destinationOf);
  }

  /** Publishes when it is due and no other replica does. */
  async run(): Promise<void> {
    if (this.#destinations.length + this.#witnesses.length === 0) {
      return;
    }
    const { store, settings } = this.#deps;
    const claimed = await store.transaction(tx =>
      claimDetector(tx, { ...this.#lease, leaseMs: LEASE_MS }),
    );
    if (claimed === 'not-due') {
      return;
    }
    try {
      await this.publish();
    } finally {
      await store.transaction(tx =>
        releaseDetector(tx, {
          ...this.#lease,
          intervalMs: settings.publishEvery,
        }),
      );
    }
  }

  /** Publishes the newest checkpoint, whoever else may do so too. */
  async publish(): Promise<void> {
    const latest = await this.#latest();
    if (!latest) {
      return;
    }
    for (const witness of this.#witnesses) {
      await this.#attempt(witness.key.name, () => this.#ask(witness, latest));
    }
    const cosigned = (await this.#latest()) ?? latest;
    for (const destination of this.#destinations) {
      await this.#attempt(destination.name, () =>
        this.#publishTo(destination, cosigned),
      );
    }
  }

  async #ask(witness: Witness, { size, note }: StoredCheckpoint) {
    if (cosignaturesOf(note, [witness.key]).length > 0) {
      return;
    }
    const { ledger, store, logger } = this.#deps;
    const answer = await witness.ask({ size, note, ledger });
    switch (answer.type) {
      case 'cosigned':
        await store.transaction(tx => addCosignatures(tx, size, answer.lines));
        break;
      case 'failed':
        logger.warn(answer.words);
        break;
      default:
        logger.error(answer.words);
    }
  }

  async #publishTo(destination: LogDestination, latest: StoredCheckpoint) {
    const { keys, logResources, logger, settings, store } = this.#deps;
    const texts = await keys.verifierKeys();
    const outcome = await publishLog({
      destination,
      resources: logResources,
      note: latest.note,
      checkpoint: {
        origin: settings.origin,
        size: latest.size,
        root: fromBase64(latest.rootHash) ?? new Uint8Array(),
      },
      keys: texts.flatMap(text => {
        const parsed = parseVerifierKey(text);
        return parsed.ok ? [parsed.key] : [];
      }),
      rootAt: size => this.#rootAt(size),
      atMs: await store.read(tx => tx.now()),
    });
    if (outcome.type === 'contradicted') {
      logger.error(outcome.words);
    }
  }

  async #rootAt(size: number): Promise<Hash> {
    const planned = planRoot(size);
    if (!planned.ok) {
      throw new Error(planned.reason);
    }
    const { plan } = planned;
    const nodes = await this.#deps.store.read(tx =>
      readNodes(tx.knex, plan.nodes, size),
    );
    const assembled = assembleProof(plan, nodes);
    const [root] = assembled.ok ? assembled.hashes : [];
    if (!root) {
      throw new Error(`The ledger is damaged: no root for ${size} entries.`);
    }
    return root;
  }

  async #latest(): Promise<StoredCheckpoint | undefined> {
    return this.#deps.store.read(tx => latestCheckpoint(tx.knex));
  }

  async #attempt(name: string, work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      this.#deps.logger.warn(
        `The ledger's checkpoint did not get to ${name}; it is tried again.`,
        error instanceof Error ? error : new Error(String(error)),
      );
    }
  }
}

function destinationOf(settings: LogDestinationSettings): LogDestination {
  return settings.type === 'directory'
    ? new DirectoryDestination(settings.path)
    : new GitDestination(settings);
}
