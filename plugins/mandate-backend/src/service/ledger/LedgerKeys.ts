import type { LoggerService } from '@backstage/backend-plugin-api';
import type { Ed25519Signer } from '@mandate/ledger';
import type { KernelStore } from '../../database/KernelStore';
import { holdName } from '../../database/advisoryLock';
import {
  beginTurn,
  type KnownKey,
  readKnownKeys,
  rememberKey,
} from '../../database/ledger/ledgerKey';
import { KERNEL_ACTOR } from '../change/actors';
import type { LedgerSettings } from '../settings/ledgerSettings';
import {
  readConfiguredKey,
  readFormerStoredKey,
  readOrMakeStoredKey,
} from './LedgerSigner';

/**
 * The keys that sign checkpoints. Keys are changed with an overlap: the present one signs from now on, and the previous
 * ones go on signing beside it for a while, so that whoever knows only an old key can learn the new one from a ledger
 * that the old one still vouches for. Each change, also one back to a key that signed before, is an entry (`key-changed`).
 */
export class LedgerKeys {
  /** The key that signs from now on. */
  readonly current: Ed25519Signer;
  readonly #previous: readonly Ed25519Signer[];
  readonly #store: KernelStore;
  readonly #overlapMs: number;

  /** Reads the keys from configuration, files and database, and remembers those that are new. */
  static async create(options: {
    readonly settings: LedgerSettings;
    readonly store: KernelStore;
    readonly logger: LoggerService;
  }): Promise<LedgerKeys> {
    const { settings, store } = options;
    const { origin } = settings;
    const configured = await readConfiguredKey(
      settings,
      origin,
      'mandate.ledger',
    );
    const previous: Ed25519Signer[] = [];
    for (const [index, key] of settings.previousKeys.entries()) {
      const place = `mandate.ledger.previousKeys[${index}]`;
      const signer = await readConfiguredKey(key, origin, place);
      previous.push(...(signer ? [signer] : []));
    }
    const former = configured && (await readFormerStoredKey(origin, store));
    const current = configured ?? (await readOrMakeStoredKey(origin, options));
    const keys = new LedgerKeys({
      current,
      previous: [...previous, ...(former ? [former] : [])].filter(
        ({ keyId }) => keyId !== current.keyId,
      ),
      store,
      overlapMs: settings.keyOverlap,
    });
    await keys.#remember();
    return keys;
  }

  private constructor(options: {
    readonly current: Ed25519Signer;
    readonly previous: readonly Ed25519Signer[];
    readonly store: KernelStore;
    readonly overlapMs: number;
  }) {
    this.current = options.current;
    this.#previous = options.previous;
    this.#store = options.store;
    this.#overlapMs = options.overlapMs;
  }

  /** Those that sign now: the present key, and during the overlap the previous ones. */
  async signers(): Promise<readonly Ed25519Signer[]> {
    const { known, nowMs } = await this.#store.read(async tx => ({
      known: await readKnownKeys(tx),
      nowMs: await tx.now(),
    }));
    const current = known.find(({ keyId }) => keyId === this.current.keyId);
    const isOverlap =
      current?.signsSinceMs !== undefined &&
      nowMs < current.signsSinceMs + this.#overlapMs;
    return isOverlap ? [this.current, ...this.#previous] : [this.current];
  }

  /** Every key that ever signed, the oldest first, as texts. */
  async verifierKeys(): Promise<readonly string[]> {
    const known = await this.#store.read(tx => readKnownKeys(tx));
    return known.map(({ verifierKey }) => verifierKey);
  }

  async #remember(): Promise<void> {
    await this.#store.transaction(async tx => {
      // Of replicas that start together, one writes the entry.
      await holdName(tx, 'keys of the ledger');
      const nowMs = await tx.now();
      const before = await readKnownKeys(tx);
      // A previous key that nobody remembered was there before the present one.
      for (const [age, signer] of [this.current, ...this.#previous].entries()) {
        await rememberKey(tx, {
          keyId: signer.keyId,
          verifierKey: signer.verifierKey.text,
          firstUsedAtMs: nowMs - age,
        });
      }
      const { keyId, verifierKey } = this.current;
      if (lastSigner(before)?.keyId === keyId) {
        return;
      }
      await beginTurn(tx, keyId);
      if (before.length > 0) {
        const isBack = before.some(known => known.keyId === keyId);
        tx.ledger.append({
          kind: 'key-changed',
          actor: KERNEL_ACTOR,
          data: {
            words: `The ledger is signed by the key ${keyId}${
              isBack ? ' again' : ''
            } from now on.`,
            verifierKey: verifierKey.text,
          },
        });
      }
    });
  }
}

/** The key that signed until now. */
function lastSigner(known: readonly KnownKey[]): KnownKey | undefined {
  return known
    .toSorted((a, b) => (a.signsSinceMs ?? 0) - (b.signsSinceMs ?? 0))
    .at(-1);
}
