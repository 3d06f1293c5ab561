import type { LoggerService } from '@backstage/backend-plugin-api';
import { createEd25519Signer, type Ed25519Signer } from '@mandate/ledger';
import { randomBytes } from 'node:crypto';
import { chmod, readFile, writeFile } from 'node:fs/promises';
import type { KernelStore } from '../../database/KernelStore';
import { readOrStoreSeed, readSeed } from '../../database/ledger/ledgerKey';
import type { ConfiguredKey } from '../settings/ledgerSettings';

const SEED_BYTES = 32;
const ONLY_OWNER = 0o600;

/** Reads one key: configured, or kept in a file that only its owner may read, made when it is not there. */
export async function readConfiguredKey(
  key: ConfiguredKey,
  name: string,
  place: string,
): Promise<Ed25519Signer | undefined> {
  if (key.signingKey !== undefined) {
    return createEd25519Signer({
      name,
      seed: seedFrom(key.signingKey, `${place}.signingKey`),
    });
  }
  return key.keyFile === undefined
    ? undefined
    : createEd25519Signer({
        name,
        seed: await readOrWriteKeyFile(key.keyFile),
      });
}

/** The key in the database, made when it is not there. Whoever can read that database can then sign, hence the warning. */
export async function readOrMakeStoredKey(
  name: string,
  deps: { readonly store: KernelStore; readonly logger: LoggerService },
): Promise<Ed25519Signer> {
  deps.logger.warn(
    'The key that signs the ledger is kept in the database, beside what it protects. Configure mandate.ledger.signingKey or mandate.ledger.keyFile in production.',
  );
  const stored = await deps.store.transaction(tx =>
    readOrStoreSeed(tx, newSeed().toString('base64')),
  );
  return createEd25519Signer({ name, seed: seedFrom(stored, 'the database') });
}

/** The key in the database from before one was configured, if there was one. */
export async function readFormerStoredKey(
  name: string,
  store: KernelStore,
): Promise<Ed25519Signer | undefined> {
  const stored = await store.read(tx => readSeed(tx));
  return stored === undefined
    ? undefined
    : createEd25519Signer({ name, seed: seedFrom(stored, 'the database') });
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
