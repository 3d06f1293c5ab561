import {
  ClusterRefusedError,
  ClusterUnavailableError,
} from '@mandate/plugin-mandate-node';
import type {
  ClusterRoleView,
  ClusterView,
  ReflectorView,
} from '@mandate/plugin-mandate-common';
import { z } from 'zod';
import type { KnownCluster } from '../cluster/ClusterRegistry';
import type { ClusterSource } from '../cluster/clusterSource';
import { BusyTrouble } from '../cluster/ConnectionTrouble';
import { refusal } from '../cluster/refusal';
import { accessWords, NEEDED_ROLES } from '../permissions/neededAccesses';
import { missingAccesses } from './missingAccesses';

const versionSchema = z.object({ gitVersion: z.string() });
const OPTIONAL: ReadonlySet<string> = new Set(
  NEEDED_ROLES.filter(({ optional }) => optional).map(({ role }) => role),
);
/** How long a server that refused requests for their number counts as busy. */
const BUSY_FOR_MS = 30_000;
/** Of a server that took none of our calls before their time was over. */
const TOO_BUSY =
  'It answers, and refuses requests because it has too many (429), ours too: what it allows us cannot be looked up now. Changes wait for it, and we try again.';
const FAIRNESS = '/apis/flowcontrol.apiserver.k8s.io/v1';

/** What a look at a cluster finds out. */
export type CheckedCluster = Omit<ClusterView, 'breakable'>;

/** Looks how a cluster is. Resolves for one that does not answer, too. */
export async function checkCluster(
  { configured, connection }: KnownCluster,
  options: {
    readonly reflectors: readonly ReflectorView[];
    readonly now: () => Date;
    readonly signal: AbortSignal;
  },
): Promise<CheckedCluster> {
  const { reflectors, now, signal } = options;
  const own = {
    name: configured.name,
    source: sourceWords(configured.source),
    reflectors,
  };
  try {
    const started = now().getTime();
    const answer = await connection.call({
      method: 'GET',
      path: '/version',
      signal,
    });
    const latencyMs = now().getTime() - started;
    if (answer.status !== 200) {
      throw refusal(configured.name, answer);
    }
    const { gitVersion } = versionSchema.parse(answer.body);
    const fairness = await connection.call({
      method: 'GET',
      path: FAIRNESS,
      signal,
    });
    const roles = await rolesOf(connection, signal);
    return {
      ...own,
      ...verdict(roles, busyWords(connection, now())),
      version: gitVersion,
      latencyMs,
      roles,
      fairness: fairness.status === 200 ? 'present' : 'absent',
      checkedAt: now().toISOString(),
    };
  } catch (error) {
    return {
      ...own,
      ...(isBusy(connection, now()) && ranOutOfTime(error)
        ? { status: 'limited' as const, words: TOO_BUSY }
        : { status: 'unreachable' as const, words: unreachableWords(error) }),
      roles: [],
      fairness: 'unknown',
      checkedAt: now().toISOString(),
    };
  }
}

async function rolesOf(
  connection: KnownCluster['connection'],
  signal: AbortSignal,
): Promise<readonly ClusterRoleView[]> {
  const missing = await missingAccesses(
    connection,
    NEEDED_ROLES.flatMap(({ accesses }) => accesses),
    signal,
  );
  return NEEDED_ROLES.map(({ role, purpose, accesses }) => ({
    role,
    purpose,
    missing: accesses
      .filter(access => missing.includes(access))
      .map(accessWords),
  }));
}

/** What is optional limits nothing; it is said what it would bring. */
function verdict(
  roles: readonly ClusterRoleView[],
  busy: string,
): Pick<ClusterView, 'status' | 'words'> {
  const lacking = roles.filter(({ missing }) => missing.length > 0);
  const needed = lacking.filter(({ role }) => !OPTIONAL.has(role));
  const optional = lacking.filter(({ role }) => OPTIONAL.has(role));
  const also =
    optional.length > 0
      ? ` Optional: ${manifestsOf(optional)}, to ${purposesOf(optional)}.`
      : '';
  return needed.length > 0
    ? {
        status: 'limited',
        words: `It answers, and does not allow us to: ${purposesOf(
          needed,
        )}. Apply ${manifestsOf(
          needed,
        )} from the Kubernetes module.${busy}${also}`,
      }
    : {
        status: 'ready',
        words: `It answers, and grants all that is needed.${busy}${also}`,
      };
}

function isBusy({ busyAt }: KnownCluster['connection'], now: Date): boolean {
  return busyAt !== undefined && now.getTime() - busyAt.getTime() < BUSY_FOR_MS;
}

/** Of calls side by side one waits for a busy server while another is under way when the time is over. */
function ranOutOfTime(error: unknown): boolean {
  if (error instanceof ClusterRefusedError) {
    return error.status === 429;
  }
  const cause = error instanceof ClusterUnavailableError && error.cause;
  return (
    cause instanceof BusyTrouble ||
    (cause instanceof Error && cause.name === 'TimeoutError')
  );
}

function busyWords(connection: KnownCluster['connection'], now: Date): string {
  return isBusy(connection, now)
    ? ' It refuses requests because it has too many (429): ours wait as long as it says, and changes take longer.'
    : '';
}

function purposesOf(roles: readonly ClusterRoleView[]): string {
  return roles.map(({ purpose }) => purpose).join('; ');
}

function manifestsOf(roles: readonly ClusterRoleView[]): string {
  return roles.map(({ role }) => `rbac/${role}.yaml`).join(', ');
}

function sourceWords(source: ClusterSource): string {
  switch (source.type) {
    case 'kubeconfig':
      return `kubeconfig ${source.path}${
        source.context ? `, context ${source.context}` : ''
      }`;
    case 'in-cluster':
      return "the portal's own pod";
    default:
      return source.server.origin;
  }
}

function unreachableWords(error: unknown): string {
  return error instanceof ClusterUnavailableError ||
    error instanceof ClusterRefusedError
    ? error.message
    : 'It answers something that is not what an API server says.';
}
