import { setTimeout as delay } from 'node:timers/promises';
import {
  CHANGE_CONFIGURATION_KIND,
  CHANGE_MANDATE_KIND,
  type MandateApi,
  type ProposeRequest,
} from '@mandate/plugin-mandate-common';
import Database from 'better-sqlite3';
import {
  type Boundary,
  deployBoundaries,
  deploySteps,
} from './__testUtils__/deployBoundaries';
import { deployRequest, namespaceOf } from './__testUtils__/deployRequest';
import { eventually } from './__testUtils__/eventually';
import {
  killAtBoundaries,
  STOP_LIMIT_MS,
} from './__testUtils__/killAtBoundaries';
import {
  CONFIGURED_BEFORE,
  type KindKill,
  kindKills,
  WORKLOADS_NEEDED,
} from './__testUtils__/kindKills';
import {
  commitsOf,
  ended,
  entriesOf,
  expectLedgerToHold,
  liveFacts,
  recordedFacts,
} from './__testUtils__/portalFacts';
import { PortalWorld } from './__testUtils__/PortalWorld';

jest.setTimeout(600_000);

/** How many deploys are killed with one portal. It waits for eight calls to the cluster at once, so no more may stop there. */
const AT_ONCE = 11;
/** Who approves the change of a mandate. */
const APPROVERS = ['platform-engineer', 'security-officer'] as const;

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

  it('does each effect of other kinds once when the portal is killed in the middle of them (I1, I2, I6)', async () => {
    const workloads = Array.from(
      { length: WORKLOADS_NEEDED },
      (_, index) => `workload-${index + 1}`,
    );
    const kills = kindKills(workloads);
    await allSucceed(world, workloads.map(deployRequest));
    await allSucceed(world, kills.flatMap(beforeRollback));
    const from = world.door.effects.length;
    await killInKinds(world, kills);
    const developer = world.as('developer');
    for (const { request, boundary, writes } of kills) {
      const { id } = await developer.propose(request);
      const { state } = await ended(developer, id);
      const mandates = await entriesOf(world, id, 'mandate-changed');
      expect({
        killed: boundary.words,
        state,
        writes: world.door.effects
          .slice(from)
          .map(({ path }) => path)
          .filter(path => writes.includes(path))
          .sort(),
        mandates: mandates.length,
        commits: await commitsOf(world, id),
        verified: (await entriesOf(world, id, 'verified')).length,
      }).toEqual({
        killed: boundary.words,
        state: 'succeeded',
        writes: [...writes].sort(),
        mandates: request.kind === CHANGE_MANDATE_KIND ? 1 : 0,
        commits: request.kind === CHANGE_CONFIGURATION_KIND ? 1 : 0,
        verified: 1,
      });
    }
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

/** There must be something to roll back from. */
function beforeRollback({ request }: KindKill): readonly ProposeRequest[] {
  return request.kind === CONFIGURED_BEFORE
    ? [
        {
          ...request,
          kind: 'configure',
          input: { env: { set: { LEVEL: 'trace' } } },
          idempotencyKey: `before-${request.idempotencyKey}`,
        },
      ]
    : [];
}

async function allSucceed(
  world: PortalWorld,
  requests: readonly ProposeRequest[],
): Promise<void> {
  const developer = world.as('developer');
  const changes = await Promise.all(
    requests.map(request => developer.propose(request)),
  );
  for (const { id } of changes) {
    expect((await ended(developer, id)).state).toBe('succeeded');
  }
}

/** Proposes each, has people approve what they must, and kills the portal when all have come to their boundary. */
function killInKinds(
  world: PortalWorld,
  kills: readonly KindKill[],
): Promise<void> {
  return killAtBoundaries(world, kills, async () => {
    const developer = world.as('developer');
    for (const { request } of kills) {
      const { state, id, revision, current } = await developer.propose(request);
      for (const role of state === 'awaiting-approval' ? APPROVERS : []) {
        await world.as(role).vote(id, {
          verdict: 'approve',
          revision,
          digest: current?.digest ?? '',
        });
      }
    }
  });
}

/** Lets each deploy come to its boundary, kills the portal there, and starts it again. */
function killAt(
  world: PortalWorld,
  deploys: readonly { readonly name: string; readonly boundary: Boundary }[],
): Promise<void> {
  return killAtBoundaries(world, deploys, async () => {
    const developer = world.as('developer');
    deploys.forEach(({ name }) => {
      // It may get no answer, when the portal is killed before there is one.
      developer.propose(deployRequest(name)).catch(() => undefined);
    });
  });
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
