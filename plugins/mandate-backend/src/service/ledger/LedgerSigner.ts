import type { LoggerService } from '@backstage/backend-plugin-api';
import { createEd25519Signer, type Ed25519Signer } from '@mandate/ledger';
import { randomBytes } from 'node:crypto';
import { chmod, readFile, writeFile } from 'node:fs/promises';
import type { KernelStore } from '../../database/KernelStore';
import { readOrStoreSeed } from '../../database/ledger/ledgerKey';
import type { KernelSettings } from '../settings/KernelSettings';

const SEED_BYTES = 32;
const ONLY_OWNER = 0o600;

/**
 * The key that signs checkpoints: configured, or kept in a file that only its owner may read, or, when neither is
 * configured, made once and kept in the database. Whoever can read that database can then sign, hence the warning.
 */
export async function loadLedgerSigner(options: {
  readonly settings: KernelSettings['ledger'];
  readonly store: KernelStore;
  readonly logger: LoggerService;
}): Promise<Ed25519Signer> {
  const { settings, store, logger } = options;
  const name = settings.origin;
  if (settings.signingKey !== undefined) {
    return createEd25519Signer({
      name,
      seed: seedFrom(settings.signingKey, 'mandate.ledger.signingKey'),
    });
  }
  if (settings.keyFile !== undefined) {
    return createEd25519Signer({
      name,
      seed: await readOrWriteKeyFile(settings.keyFile),
    });
  }
  logger.warn(
    'The key that signs the ledger is kept in the database, beside what it protects. Configure mandate.ledger.signingKey or mandate.ledger.keyFile in production.',
  );
  const stored = await store.transaction(tx =>
    readOrStoreSeed(tx, newSeed().toString('base64')),
  );
  return createEd25519Signer({ name, seed: seedFrom(stored, 'the database') });
}

async function readOrWriteKeyFile(path: string): Promise<Uint8Array> {
  const seed = newSeed().toString('base64');
  try {
    // `wx` fails when the file exists: of two replicas that start at once, one writes and both read.
    await writeFile(path, `${seed}\n`, { flag: 'wx', mode: ONLY_OWNER });
  } catch (error) {
    if (
      !(error instanceof Error && 'code' in error && error.code === 'EEXIST')
    ) {
      throw new Error(
        `The ledger's key file ${path} cannot be written. Check that its folder exists and that the portal may write there.`,
        { cause: error },
      );
    }
  }
  await chmod(path, ONLY_OWNER);
  return seedFrom((await readFile(path, 'utf8')).trim(), path);
}

function seedFrom(text: string, place: string): Uint8Array {
  const seed = Buffer.from(text, 'base64');
  if (seed.length !== SEED_BYTES) {
    throw new Error(
      `The ledger's key in ${place} is not base64 of ${SEED_BYTES} bytes. Make one with: openssl rand -base64 ${SEED_BYTES}`,
    );
  }
  return seed;
}

function newSeed(): Buffer {
  return randomBytes(SEED_BYTES);
}
