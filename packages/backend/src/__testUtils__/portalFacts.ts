import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { promisify } from 'node:util';
import {
  type ChangeDetail,
  isTerminal,
  type MandateApi,
} from '@mandate/plugin-mandate-common';
import { namespaceOf } from './deployRequest';
import { eventually } from './eventually';
import type { PortalWorld } from './PortalWorld';
import { ROOT } from './ServiceProcess';

const CHANGE_LIMIT_MS = 180_000;

/** The change when it has ended, or is stuck. */
export async function ended(
  api: MandateApi,
  id: string,
): Promise<ChangeDetail> {
  return eventually(
    async () => {
      const change = await api.getChange(id);
      return isTerminal(change.state) || change.state === 'stuck'
        ? change
        : undefined;
    },
    { what: `change ${id} to end`, limitMs: CHANGE_LIMIT_MS },
  );
}

/** What the cluster counts itself of a deploy. */
export async function liveFacts(world: PortalWorld, name: string) {
  const apps = `/apis/apps/v1/namespaces/${namespaceOf(name)}`;
  const deployment = await world.readCluster(`${apps}/deployments/${name}`);
  const replicaSets = await world.readCluster(`${apps}/replicasets`);
  return {
    generation: deployment.metadata?.generation,
    revision:
      deployment.metadata?.annotations?.['deployment.kubernetes.io/revision'],
    replicaSets: replicaSets.items?.length,
  };
}

/** What the ledger has of a change. */
export async function recordedFacts(world: PortalWorld, changeId: string) {
  const { items } = await world
    .as('auditor')
    .listLedgerEntries({ changeId, limit: 100 });
  const count = (kind: string) =>
    items.filter(entry => entry.kind === kind).length;
  const done = items
    .filter(({ kind }) => kind === 'step-observed')
    .sort((left, right) => left.index - right.index)
    .flatMap(({ canonical }) => /"step":"([^"]+)"/.exec(canonical)?.[1] ?? []);
  return { proposed: count('proposed'), done, verified: count('verified') };
}

/** The ledger's entries of a kind on a change. */
export async function entriesOf(
  world: PortalWorld,
  changeId: string,
  kind: string,
) {
  const { items } = await world
    .as('auditor')
    .listLedgerEntries({ changeId, kind, limit: 100 });
  return items;
}

/** Commits to the configuration that name the change. */
export async function commitsOf(
  world: PortalWorld,
  changeId: string,
): Promise<number> {
  const { stdout } = await promisify(execFile)('git', [
    `--git-dir=${world.file('configuration.git')}`,
    'log',
    '--all',
    `--grep=${changeId}`,
    '--format=%H',
  ]);
  return stdout.split('\n').filter(line => line !== '').length;
}

/** Verifies all of the ledger with the verifier that knows nothing of the portal. */
export async function expectLedgerToHold(world: PortalWorld): Promise<void> {
  const bundle = world.file('ledger.json');
  await writeFile(bundle, await world.as('auditor').exportLedger());
  const verified = await promisify(execFile)(process.execPath, [
    resolve(ROOT, 'packages/ledger/bin/mandate-ledger.js'),
    'verify',
    bundle,
  ]);
  expect(verified.stdout).toMatch(/^All \d+ entries of .+ are intact/);
}
