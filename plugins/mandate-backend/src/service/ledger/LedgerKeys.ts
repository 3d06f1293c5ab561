import type { LoggerService } from '@backstage/backend-plugin-api';
import type { Ed25519Signer } from '@mandate/ledger';
import type { KernelStore } from '../../database/KernelStore';
import { readKnownKeys, rememberKey } from '../../database/ledger/ledgerKey';
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
 * that the old one still vouches for. A new key is itself an entry (`key-changed`).
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
      current !== undefined && nowMs < current.firstUsedAtMs + this.#overlapMs;
    return isOverlap ? [this.current, ...this.#previous] : [this.current];
  }

  /** Every key that ever signed, the oldest first, as texts. */
  async verifierKeys(): Promise<readonly string[]> {
    const known = await this.#store.read(tx => readKnownKeys(tx));
    return known.map(({ verifierKey }) => verifierKey);
  }

  async #remember(): Promise<void> {
    await this.#store.transaction(async tx => {
      const nowMs = await tx.now();
      const isFirst = (await readKnownKeys(tx)).length === 0;
      // A previous key that nobody remembered was there before the present one.
      for (const [age, signer] of [this.current, ...this.#previous].entries()) {
        const outcome = await rememberKey(tx, {
          keyId: signer.keyId,
          verifierKey: signer.verifierKey.text,
          firstUsedAtMs: nowMs - age,
        });
        if (outcome === 'new' && age === 0 && !isFirst) {
          tx.ledger.append({
            kind: 'key-changed',
            actor: KERNEL_ACTOR,
            data: {
              words: `The ledger is signed by the key ${signer.keyId} from now on.`,
              verifierKey: signer.verifierKey.text,
            },
          });
        }
      }
    });
  }
}
