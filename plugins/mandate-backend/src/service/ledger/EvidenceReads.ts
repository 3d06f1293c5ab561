import type { JsonObject } from '@mandate/ledger';
import type { Simulation } from '@mandate/plugin-mandate-common';
import type { KernelStore } from '../../database/KernelStore';
import { forgetReads, noteRead } from '../../database/ledger/evidenceReadStore';
import type { Caller } from '../change/ChangeService';
import { actorOf } from '../change/actors';

/**
 * One entry for each reader and change in this time: an open page reads its change again every few seconds, and an
 * auditor who comes back after lunch is a new read.
 */
const SILENT_MS = 15 * 60_000;

/** Readers and what they read, remembered here, so that most reads again do not ask the database. */
const MAX_REMEMBERED = 10_000;

/**
 * Records who looked at which change or simulated plan, and who exported what (`read-of-evidence`). A view is recorded
 * once in a quarter of an hour for each reader and change or plan, on all replicas together; an export always, before
 * its first byte is sent.
 * A read that cannot be recorded is refused.
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
      words: `simulated “${title}”`,
      data: {
        read: 'simulation',
        target: target.entityRef,
        environment: target.environment,
        digest,
      },
    });
  }

  async #recordOnce(
    caller: Caller,
    read: {
      /** Of reads of the same, one is recorded in a while. */
      readonly what: string;
      /** "looked at the change" */
      readonly words: string;
      readonly changeId?: string;
      readonly data: JsonObject;
    },
  ): Promise<void> {
    const { what, words, changeId, data } = read;
    const reader = caller.proposer.onBehalfOf ?? caller.proposer.ref;
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
        silentMs: SILENT_MS,
      });
      if (noted === 'first') {
        await forgetReads(tx, 2 * SILENT_MS);
        tx.ledger.append({
          kind: 'read-of-evidence',
          actor: actorOf(caller.proposer),
          changeId,
          data: { words: `${reader} ${words}.`, ...data },
        });
      }
    });
    this.#remember(key, nowMs + SILENT_MS / 3);
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
    const { proposer } = caller;
    const reader = proposer.onBehalfOf ?? proposer.ref;
    await this.#store.transaction(async tx => {
      tx.ledger.append({
        kind: 'read-of-evidence',
        actor: actorOf(proposer),
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
