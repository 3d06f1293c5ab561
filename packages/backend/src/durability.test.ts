import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { promisify } from 'node:util';
import {
  type ChangeDetail,
  isTerminal,
  type MandateApi,
} from '@mandate/plugin-mandate-common';
import Database from 'better-sqlite3';
import {
  type Boundary,
  deployBoundaries,
  deploySteps,
} from './__testUtils__/deployBoundaries';
import { deployRequest, namespaceOf } from './__testUtils__/deployRequest';
import { eventually } from './__testUtils__/eventually';
import { JournalStops } from './__testUtils__/JournalStops';
import { PortalWorld } from './__testUtils__/PortalWorld';
import { ROOT } from './__testUtils__/ServiceProcess';

jest.setTimeout(600_000);

const CHANGE_LIMIT_MS = 180_000;
const STOP_LIMIT_MS = 90_000;
/** How many deploys are killed with one portal. It waits for eight calls to the cluster at once, so no more may stop there. */
const AT_ONCE = 11;

describe('Portal and cluster as processes that die', () => {
  let world: PortalWorld;

  beforeAll(async () => {
    world = await PortalWorld.start();
  });
  afterAll(() => world?.stop());

  it('does each effect of a deploy once when the portal is killed at any boundary (I1, I2, I6)', async () => {
    const deploys = deployBoundaries.map((boundary, index) => ({
      name: `deploy-${index + 1}`,
      boundary,
    }));
    for (let start = 0; start < deploys.length; start += AT_ONCE) {
      await killAt(world, deploys.slice(start, start + AT_ONCE));
    }
    const developer = world.as('developer');
    for (const { name, boundary } of deploys) {
      // The same key: the change that was proposed before the kill, or a new one when none was written.
      const { id } = await developer.propose(deployRequest(name));
      const change = await ended(developer, id);
      expect({
        killed: boundary.words,
        state: change.state,
        effects: effectsOf(world, name),
        live: await liveFacts(world, name),
        ...(await recordedFacts(world, id)),
      }).toEqual({
        killed: boundary.words,
        state: 'succeeded',
        effects: deploySteps.map(({ path }) => path(name)).sort(),
        live: { generation: 1, revision: '1', replicaSets: 1 },
        proposed: 1,
        done: deploySteps.map(({ id: idOf }) => idOf(name)),
        verified: 1,
      });
    }
    expect(await allChanges(developer)).toHaveLength(deploys.length);
    await expectLedgerToHold(world);
  });

  it('ends a deploy well when the portal is killed right after it succeeded', async () => {
    const developer = world.as('developer');
    const { id } = await developer.propose(deployRequest('late'));
    expect((await ended(developer, id)).state).toBe('succeeded');
    await world.portal.kill();
    await world.startPortal();
    const again = await world.as('developer').getChange(id);
    expect(again.state).toBe('succeeded');
    expect(effectsOf(world, 'late')).toHaveLength(deploySteps.length);
    await expectLedgerToHold(world);
  });

  it('ends a deploy well when the cluster is killed in the middle of it and started again', async () => {
    const developer = world.as('developer');
    const path = `/api/v1/namespaces/${namespaceOf('midway')}/services/midway`;
    const stopped = world.door.stopAt({
      namespace: namespaceOf('midway'),
      method: 'PATCH',
      path,
      occurrence: 1,
      side: 'after',
    });
    const { id } = await developer.propose(deployRequest('midway'));
    await stopped;
    await world.cluster.kill();
    world.door.letAllThrough();
    await eventually(
      async () => {
        const change = await developer.getChange(id);
        return /does not answer|reach/i.test(change.statusWords) || undefined;
      },
      { what: 'the run to notice', limitMs: STOP_LIMIT_MS },
    );
    await world.cluster.start();
    expect((await ended(developer, id)).state).toBe('succeeded');
    expect(effectsOf(world, 'midway')).toEqual(
      deploySteps.map(step => step.path('midway')).sort(),
    );
  });

  it('refuses a proposal with 503 while the cluster cannot be reached, and writes none', async () => {
    const developer = world.as('developer');
    const before = await allChanges(developer);
    await world.cluster.kill();
    await expect(
      developer.propose(deployRequest('unreachable')),
    ).rejects.toMatchObject({
      statusCode: 503,
      cause: { message: expect.stringContaining("'local' does not answer") },
    });
    await world.cluster.start();
    expect(await allChanges(developer)).toHaveLength(before.length);
    const { id } = await developer.propose(deployRequest('unreachable'));
    expect((await ended(developer, id)).state).toBe('succeeded');
  });

  it('goes on with a deploy after another process had the database locked', async () => {
    const developer = world.as('developer');
    const { id } = await developer.propose(deployRequest('locked'));
    await eventually(
      async () => effectsOf(world, 'locked').length > 0 || undefined,
      { what: 'the first effect', limitMs: STOP_LIMIT_MS },
    );
    const other = new Database(world.database, { timeout: 20_000 });
    other.exec('begin immediate');
    // Longer than the five seconds that a write waits for the lock.
    await delay(7_000);
    other.exec('commit');
    other.close();
    expect((await ended(developer, id)).state).toBe('succeeded');
    expect(effectsOf(world, 'locked')).toEqual(
      deploySteps.map(step => step.path('locked')).sort(),
    );
    await expectLedgerToHold(world);
  });
});

/** Lets each deploy come to its boundary, kills the portal there, and starts it again. */
async function killAt(
  world: PortalWorld,
  deploys: readonly { readonly name: string; readonly boundary: Boundary }[],
): Promise<void> {
  const stops = new JournalStops({
    database: world.database,
    log: world.file('portal.log'),
  });
  const developer = world.as('developer');
  const reached = deploys.map(({ name, boundary }) => {
    const passed = stop(world, stops, { name, boundary });
    // It may get no answer, when the portal is killed before there is one.
    developer.propose(deployRequest(name)).catch(() => undefined);
    return passed;
  });
  await Promise.all(reached);
  await world.portal.kill();
  stops.clear();
  world.door.letAllThrough();
  await world.startPortal();
}

function stop(
  world: PortalWorld,
  stops: JournalStops,
  deploy: { readonly name: string; readonly boundary: Boundary },
): Promise<unknown> {
  const { name, boundary } = deploy;
  let isReached = () => stops.isReached(name);
  if (boundary.type === 'journal') {
    stops.add(name, boundary);
  } else {
    let hasStopped = false;
    isReached = () => hasStopped;
    world.door
      .stopAt({
        ...boundary,
        namespace: namespaceOf(name),
        path: boundary.path(name),
      })
      .then(() => {
        hasStopped = true;
      });
  }
  return eventually(() => isReached() || undefined, {
    what: `${name} to be killed ${boundary.words}`,
    limitMs: STOP_LIMIT_MS,
  });
}

async function ended(api: MandateApi, id: string): Promise<ChangeDetail> {
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

async function allChanges(api: MandateApi): Promise<readonly unknown[]> {
  const { items } = await api.listChanges({ limit: 100 });
  return items;
}

/** The paths of all writes that the cluster accepted, one for each write. */
function effectsOf(world: PortalWorld, name: string): readonly string[] {
  return (
    world.door.effects
      .filter(({ namespace }) => namespace === namespaceOf(name))
      .map(({ path }) => path)
      // The record of the release and its inventory are kept after the end, and may be missing when the portal dies then.
      .filter(path => !/\/configmaps\/mandate-(release|inventory)-/.test(path))
      .sort()
  );
}

/** What the cluster counts itself. */
async function liveFacts(world: PortalWorld, name: string) {
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
async function recordedFacts(world: PortalWorld, changeId: string) {
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

async function expectLedgerToHold(world: PortalWorld): Promise<void> {
  const bundle = world.file('ledger.json');
  await writeFile(bundle, await world.as('auditor').exportLedger());
  const verified = await promisify(execFile)(process.execPath, [
    resolve(ROOT, 'packages/ledger/bin/mandate-ledger.js'),
    'verify',
    bundle,
  ]);
  expect(verified.stdout).toMatch(/^All \d+ entries of .+ are intact/);
}
