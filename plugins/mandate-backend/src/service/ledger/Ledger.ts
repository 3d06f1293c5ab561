import { InputError, NotFoundError } from '@backstage/errors';
import {
  assembleProof,
  bundleEntryOf,
  BUNDLE_FORMAT,
  fromBase64,
  LocatedOpeningSchema,
  planConsistencyProof,
  planInclusionProof,
  type Planned,
  rootOfRange,
  signCheckpoint,
  toBase64,
} from '@mandate/ledger';
import type {
  ConsistencyProofView,
  InclusionProofView,
  LedgerCheckpointView,
  LedgerEntryView,
  Page,
} from '@mandate/plugin-mandate-common';
import type { Knex } from 'knex';
import { z } from 'zod';
import type { KernelStore } from '../../database/KernelStore';
import {
  allCheckpoints,
  latestCheckpoint,
  storeCheckpoint,
  type StoredCheckpoint,
} from '../../database/ledger/CheckpointStore';
import { readHead } from '../../database/ledger/ledgerHead';
import type { LedgerConditions } from '../../database/ledger/ledgerConditions';
import { readEntries } from '../../database/ledger/LedgerReader';
import { readNodes } from '../../database/ledger/TileStore';
import { type ExportFormatName, exportFormats } from './export/exportFormats';
import type { LedgerKeys } from './LedgerKeys';

/** Entries read at once for a bundle. */
const BUNDLE_BATCH = 1_000;

/** Which entries to list. */
export interface LedgerFilter extends LedgerConditions {
  readonly cursor?: string;
  readonly limit: number;
}

/** Reads the ledger, proves its entries and signs its checkpoints. */
export class Ledger {
  readonly #store: KernelStore;
  readonly #keys: LedgerKeys;
  readonly #origin: string;

  constructor(options: {
    readonly store: KernelStore;
    readonly keys: LedgerKeys;
    readonly origin: string;
  }) {
    this.#store = options.store;
    this.#keys = options.keys;
    this.#origin = options.origin;
  }

  /** Entries, newest first. */
  async entries(filter: LedgerFilter): Promise<Page<LedgerEntryView>> {
    const { cursor, limit, ...conditions } = filter;
    const beyond = cursor === undefined ? undefined : Number(cursor);
    if (beyond !== undefined && !Number.isSafeInteger(beyond)) {
      throw new InputError(
        'The cursor is not one that this list gave. Start again without a cursor.',
      );
    }
    const found = await this.#store.readLedger(tx =>
      readEntries(tx.knex, {
        ...conditions,
        beyond,
        order: 'newest-first',
        limit: limit + 1,
      }),
    );
    const items = found.slice(0, limit);
    const last = items.at(-1);
    return {
      items,
      ...(last &&
        found.length > items.length && { nextCursor: String(last.index) }),
    };
  }

  /** A checkpoint over every entry there is now; signed when the newest one does not cover them all. */
  async checkpoint(): Promise<LedgerCheckpointView> {
    await this.#store.sequence();
    const { head, latest } = await this.#store.read(async tx => ({
      head: await readHead(tx.knex),
      latest: await latestCheckpoint(tx.knex),
    }));
    if (latest?.size === head.size) {
      return this.#view(latest);
    }
    const root = rootOfRange(head);
    const checkpoint = {
      size: head.size,
      rootHash: toBase64(root),
      note: await signCheckpoint(
        { origin: this.#origin, size: head.size, root },
        await this.#keys.signers(),
      ),
    };
    await this.#store.transaction(async tx => {
      await storeCheckpoint(tx, checkpoint);
      tx.outbox.add({
        type: 'signal',
        signal: { type: 'ledger', size: checkpoint.size },
      });
    });
    return this.#view(checkpoint);
  }

  /** Proves that an entry is in the log of a size. */
  async inclusionProof(
    index: number,
    size: number,
  ): Promise<InclusionProofView> {
    const planned = planInclusionProof({ index, size });
    return { index, size, hashes: await this.#prove(planned, size) };
  }

  /** Proves that the log of one size is the beginning of the log of another. */
  async consistencyProof(
    from: number,
    to: number,
  ): Promise<ConsistencyProofView> {
    const planned = planConsistencyProof({ size1: from, size2: to });
    return { from, to, hashes: await this.#prove(planned, to) };
  }

  async #prove(planned: Planned, size: number): Promise<readonly string[]> {
    if (!planned.ok) {
      throw new InputError(`${planned.reason}.`);
    }
    const { plan } = planned;
    const readPlanned = (knex: Knex) => readNodes(knex, plan.nodes, size);
    const [head, nodes] = await this.#store.readUnchanging(knex =>
      Promise.all([readHead(knex), readPlanned(knex)]),
    );
    if (size > head.size) {
      throw new NotFoundError(
        `The ledger has ${head.size} entries, not ${size}.`,
      );
    }
    const first = assembleProof(plan, nodes);
    // The log may have grown to the size between both queries.
    const proof = first.ok
      ? first
      : assembleProof(plan, await this.#store.readUnchanging(readPlanned));
    if (!proof.ok) {
      throw new Error(
        `The ledger is damaged: node ${proof.missing.index} of level ${proof.missing.level} is missing.`,
      );
    }
    return proof.hashes.map(toBase64);
  }

  /** Entries that fit, the oldest first, as lines of a format; those that come while it runs are left out. */
  async *export(
    formatName: ExportFormatName,
    conditions: LedgerConditions,
  ): AsyncGenerator<string> {
    const { lineOf } = exportFormats[formatName];
    const { size } = await this.checkpoint();
    for (let beyond = -1; beyond < size - 1; ) {
      const from = beyond;
      const batch = await this.#store.read(tx =>
        readEntries(tx.knex, {
          ...conditions,
          beyond: from,
          order: 'oldest-first',
          limit: BUNDLE_BATCH,
        }),
      );
      const lines = batch
        .filter(({ index }) => index < size)
        .map(entry => `${JSON.stringify(lineOf(entry, this.#origin))}\n`);
      yield lines.join('');
      beyond = batch.at(-1)?.index ?? size;
    }
  }

  /** The whole log as the text of a bundle, piece by piece, ending with a checkpoint over everything in it. */
  async *bundle(): AsyncGenerator<string> {
    const { size } = await this.checkpoint();
    yield `{"format":${JSON.stringify(BUNDLE_FORMAT)},"origin":${JSON.stringify(
      this.#origin,
    )},"publicKeys":${JSON.stringify(
      await this.#keys.verifierKeys(),
    )},"entries":[`;
    for (let next = 0; next < size; ) {
      const from = next;
      const batch = await this.#store.read(tx =>
        readEntries(tx.knex, {
          beyond: from - 1,
          order: 'oldest-first',
          limit: Math.min(BUNDLE_BATCH, size - from),
        }),
      );
      if (batch.length === 0) {
        break;
      }
      yield `${from > 0 ? ',' : ''}${batch.map(bundleText).join(',')}`;
      next += batch.length;
    }
    const checkpoints = await this.#store.read(tx => allCheckpoints(tx.knex));
    yield `],"checkpoints":${JSON.stringify(
      checkpoints
        .filter(checkpoint => checkpoint.size <= size)
        .map(({ note }) => note),
    )}}`;
  }

  async #view(checkpoint: StoredCheckpoint): Promise<LedgerCheckpointView> {
    const { size, rootHash, note } = checkpoint;
    return {
      size,
      rootHash,
      note,
      verifierKey: this.#keys.current.verifierKey.text,
      verifierKeys: await this.#keys.verifierKeys(),
    };
  }
}

function bundleText(entry: LedgerEntryView): string {
  return JSON.stringify(
    bundleEntryOf({
      text: entry.canonical,
      // A hash that cannot be read is exported as one that fits nothing, so that verifying names the entry.
      leafHash: fromBase64(entry.leafHash) ?? new Uint8Array(32),
      openings: z.array(LocatedOpeningSchema).parse(entry.openings),
    }),
  );
}
