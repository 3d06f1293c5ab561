import type { JsonObject } from '@mandate/ledger';
import type { Simulation } from '@mandate/plugin-mandate-common';
import type { KernelStore } from '../../database/KernelStore';
import { forgetReads, noteRead } from '../../database/ledger/evidenceReadStore';
import type { Caller } from '../change/ChangeService';
import { documentDigest } from '../plan/planDigest';
import { actorOf } from '../change/actors';

/**
 * One entry for each reader and change in this time: an open page reads its change again every few seconds, and an
 * auditor who comes back after lunch is a new read.
 */
const SILENT_MS = 15 * 60_000;

/** One entry for each reader of the ledger's pages in this time: whoever verifies a log reads hundreds of them. */
const PAGES_SILENT_MS = 60 * 60_000;

/** Readers and what they read, remembered here, so that most reads again do not ask the database. */
const MAX_REMEMBERED = 10_000;

/**
 * Records who looked at which change or simulated plan, who read in the ledger, and who exported what
 * (`read-of-evidence`). A view is recorded once in a quarter of an hour for each reader and change or plan, pages of the
 * ledger once in an hour, on all replicas together; an export always. An agent is a reader of its own, whomever it acts
 * for. It is recorded before the first byte is sent, and a read that cannot be recorded is refused.
 */
export class EvidenceReads {
  readonly #store: KernelStore;
  readonly #silentUntilMs = new Map<string, number>();

  constructor(store: KernelStore) {
    this.#store = store;
  }

  /** Somebody looks at a change. */
  async recordView(caller: Caller, changeId: string): Promise<void> {
    await this.#recordOnce(caller, {
      what: `change ${changeId}`,
      silentMs: SILENT_MS,
      words: 'looked at the change',
      changeId,
      data: { read: 'change' },
    });
  }

  /** Somebody sees the plan of a simulation, which shows what is there now. */
  async recordSimulation(
    caller: Caller,
    { title, target, digest }: Pick<Simulation, 'title' | 'target' | 'digest'>,
  ): Promise<void> {
    await this.#recordOnce(caller, {
      what: `plan ${digest}`,
      silentMs: SILENT_MS,
      words: `simulated “${title}”`,
      data: {
        read: 'simulation',
        target: target.entityRef,
        environment: target.environment,
        digest,
      },
    });
  }

  /** Somebody looks at a page of changes, each of them whole. The same page again is the same read. */
  async recordViews(
    caller: Caller,
    changeIds: readonly string[],
  ): Promise<void> {
    if (changeIds.length > 0) {
      await this.#recordOnce(caller, {
        what: `changes ${documentDigest(changeIds)}`,
        silentMs: SILENT_MS,
        words: `looked at ${changeIds.length} changes that wait for approval`,
        data: { read: 'approvals', changes: [...changeIds] },
      });
    }
  }

  /** Somebody reads entries, or the log that they are in. */
  async recordPages(caller: Caller, part: 'entries' | 'log'): Promise<void> {
    await this.#recordOnce(caller, {
      what: `ledger ${part}`,
      silentMs: PAGES_SILENT_MS,
      words: part === 'log' ? 'read the log' : 'read entries of the ledger',
      data: { read: part },
    });
  }

  async #recordOnce(
    caller: Caller,
    read: {
      /** Of reads of the same, one is recorded in a while. */
      readonly what: string;
      readonly silentMs: number;
      /** "looked at the change" */
      readonly words: string;
      readonly changeId?: string;
      readonly data: JsonObject;
    },
  ): Promise<void> {
    const { what, silentMs, words, changeId, data } = read;
    const reader = readerOf(caller);
    const key = `${reader} ${what}`;
    // Only how often the database is asked depends on this clock, never what is recorded.
    const nowMs = Date.now();
    if ((this.#silentUntilMs.get(key) ?? 0) > nowMs) {
      return;
    }
    await this.#store.transaction(async tx => {
      const noted = await noteRead(tx, {
        reader,
        what,
        silentMs,
      });
      if (noted === 'first') {
        await forgetReads(tx, 2 * PAGES_SILENT_MS);
        tx.ledger.append({
          kind: 'read-of-evidence',
          actor: actorOf(caller.proposer),
          changeId,
          data: { words: `${reader} ${words}.`, ...data },
        });
      }
    });
    this.#remember(key, nowMs + silentMs / 3);
  }

  /** Somebody exports a part of the ledger, or all of it. */
  async recordExport(
    caller: Caller,
    what: {
      readonly format: string;
      /** The conditions as they were asked for. */
      readonly filter: unknown;
    },
  ): Promise<void> {
    const reader = readerOf(caller);
    await this.#store.transaction(async tx => {
      tx.ledger.append({
        kind: 'read-of-evidence',
        actor: actorOf(caller.proposer),
        data: {
          words: `${reader} exported the ledger as ${what.format}.`,
          read: 'export',
          format: what.format,
          filter: JSON.stringify(what.filter),
        },
      });
    });
  }

  #remember(key: string, untilMs: number): void {
    if (this.#silentUntilMs.size >= MAX_REMEMBERED) {
      this.#silentUntilMs.clear();
    }
    this.#silentUntilMs.set(key, untilMs);
  }
}

/** Who reads: an agent and the person it acts for are two. */
function readerOf({ proposer: { ref, onBehalfOf } }: Caller): string {
  return onBehalfOf === undefined ? ref : `${ref} for ${onBehalfOf}`;
}
