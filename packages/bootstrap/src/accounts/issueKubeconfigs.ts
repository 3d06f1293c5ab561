import {
  chmodSync,
  existsSync,
  mkdirSync,
  renameSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import {
  accessWords,
  missingAccesses,
  NEEDED_ROLES,
} from '@mandate/plugin-mandate-backend-module-kubernetes';
import { stringify } from 'yaml';
import { z } from 'zod';
import { type Account, ACCOUNTS } from '../foundation/accounts';
import { SYSTEM_NAMESPACE } from '../foundation/namespaces';
import { type Place, placeAt } from '../cluster/Place';
import { Trouble } from '../trouble';
import { readClusterOf } from './readClusterOf';

/** 90 days; a cluster may give less. */
const TOKEN_SECONDS = 90 * 24 * 3_600;

const tokenSchema = z.object({
  status: z.object({ token: z.string(), expirationTimestamp: z.string() }),
});

/** A file with which an account signs in. */
export interface IssuedKubeconfig {
  readonly account: Account['name'];
  readonly path: string;
  /** Unset when the file was there already and its token still works. */
  readonly expires?: string;
  /** Rights that the account should have and has not. */
  readonly missing: readonly string[];
}

/**
 * Writes a kubeconfig for each account, readable by its owner only. A file whose token works is left as it is, so that
 * running this again changes nothing. Tokens are written nowhere else.
 */
export async function issueKubeconfigs(
  place: Place,
  directory: string,
  signal: AbortSignal,
): Promise<readonly IssuedKubeconfig[]> {
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  const issued: IssuedKubeconfig[] = [];
  for (const account of ACCOUNTS) {
    const path = join(directory, `${account.name}.kubeconfig`);
    const known = existsSync(path)
      ? await missingRights(path, account, signal)
      : undefined;
    if (known?.length === 0) {
      chmodSync(path, 0o600);
      issued.push({ account: account.name, path, missing: [] });
    } else {
      const expires = await issue(place, account, path);
      const missing = await missingRights(path, account, signal);
      issued.push({ account: account.name, path, expires, missing });
    }
  }
  return issued;
}

async function issue(
  place: Place,
  account: Account,
  path: string,
): Promise<string> {
  const { serviceAccount } = account;
  const answer = await place.connection.call({
    method: 'POST',
    path: `/api/v1/namespaces/${SYSTEM_NAMESPACE}/serviceaccounts/${serviceAccount}/token`,
    body: {
      apiVersion: 'authentication.k8s.io/v1',
      kind: 'TokenRequest',
      spec: { expirationSeconds: TOKEN_SECONDS },
    },
  });
  const parsed = tokenSchema.safeParse(answer.body);
  if (answer.status !== 201 || !parsed.success) {
    throw new Trouble(
      `The cluster gave no token for the account ${SYSTEM_NAMESPACE}/${serviceAccount} (status ${answer.status}). Everything else is in place; run this again.`,
    );
  }
  const { token, expirationTimestamp } = parsed.data.status;
  const cluster = readClusterOf(place.kubeconfig, place.context);
  writePrivately(path, kubeconfigOf(serviceAccount, cluster, token));
  return expirationTimestamp;
}

/** The file has its mode before it has its name, so nobody else ever reads it. */
function writePrivately(path: string, text: string): void {
  const draft = `${path}.new`;
  writeFileSync(draft, text, { mode: 0o600 });
  chmodSync(draft, 0o600);
  renameSync(draft, path);
}

function kubeconfigOf(
  name: string,
  cluster: Readonly<Record<string, unknown>>,
  token: string,
): string {
  return stringify({
    apiVersion: 'v1',
    kind: 'Config',
    'current-context': name,
    clusters: [{ name, cluster }],
    users: [{ name, user: { token } }],
    contexts: [{ name, context: { cluster: name, user: name } }],
  });
}

async function missingRights(
  path: string,
  account: Account,
  signal: AbortSignal,
): Promise<readonly string[]> {
  const accesses = NEEDED_ROLES.filter(({ role }) =>
    account.roles.includes(role),
  ).flatMap(role => role.accesses);
  const { connection } = placeAt({ kubeconfig: path });
  const missing = await missingAccesses(connection, accesses, signal);
  return missing.map(accessWords);
}
