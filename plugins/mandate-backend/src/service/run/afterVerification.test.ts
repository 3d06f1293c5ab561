import { setTimeout as delay } from 'node:timers/promises';
import { mockServices, TestDatabases } from '@backstage/backend-test-utils';
import { resolveChange } from '../change/controlling/resolveChange';
import { KeepingLoop } from './KeepingLoop';
import { defaultRunSettings } from './RunSettings';
import { FakeWorld, noClusters } from './testing/FakeWorld';
import { PAUL } from './testing/platformApproval';
import { RunHarness } from './testing/RunHarness';

const databases = TestDatabases.create({ ids: ['SQLITE_3'] });

jest.setTimeout(60_000);

const logger = mockServices.logger.mock();

/** Keeps what workers of the harness did not. */
function keepingLoop({ proposing, kinds }: RunHarness): KeepingLoop {
  return new KeepingLoop({
    ...proposing,
    kinds,
    clusters: noClusters,
    preflight: { check: async () => [] },
    logger,
    settings: defaultRunSettings,
  });
}

describe('what a kind keeps of a verified change', () => {
  it('is kept although it takes longer than the lease of the run, which has ended', async () => {
    let kept: string | undefined;
    const harness = await RunHarness.create(await databases.init('SQLITE_3'), {
      kind: {
        ...new FakeWorld().kind(),
        afterVerification: async ({ changeId, signal }) => {
          await delay(400, undefined, { signal });
          kept = changeId;
        },
      },
    });
    const { id } = await harness.propose(['a']);
    harness.worker({ settings: { leaseMs: 90 } }).start();
    await harness.until(id, 'succeeded');
    await harness.eventually(async () => kept, 'what is kept');
    expect(kept).toBe(id);
    await harness.stop();
  });

  it('is kept by another replica when whoever verified it could not', async () => {
    const calls: string[] = [];
    const harness = await RunHarness.create(await databases.init('SQLITE_3'), {
      kind: {
        ...new FakeWorld().kind(),
        afterVerification: async ({ changeId }) => {
          calls.push(changeId);
          if (calls.length === 1) {
            throw new Error('The cluster is away.');
          }
        },
      },
    });
    const { id } = await harness.propose(['a']);
    const worker = harness.worker();
    worker.start();
    await harness.until(id, 'succeeded');
    await worker.stop();
    expect(calls).toEqual([id]);
    const promised = harness
      .knex('mandate_timers')
      .where({ change_id: id, kind: 'keep' });
    await promised.clone().update({ due_at: 0 });
    const loop = keepingLoop(harness);
    loop.start();
    await harness.eventually(
      async () => ((await promised.clone()).length === 0 ? id : undefined),
      'what is kept',
    );
    await loop.stop();
    expect(calls).toEqual([id, id]);
    await harness.stop();
  });

  it('is kept in parts: a kind that asks for it is called again when it said', async () => {
    const calls: string[] = [];
    const harness = await RunHarness.create(await databases.init('SQLITE_3'), {
      kind: {
        ...new FakeWorld().kind(),
        afterVerification: async ({ changeId }) => {
          calls.push(changeId);
          return calls.length === 1
            ? { type: 'call-again', afterMs: 300_000 }
            : undefined;
        },
      },
    });
    const { id } = await harness.propose(['a']);
    const worker = harness.worker();
    worker.start();
    await harness.until(id, 'succeeded');
    await worker.stop();
    const promised = harness
      .knex('mandate_timers')
      .where({ change_id: id, kind: 'keep' });
    const [{ due_at: dueAt }] = await promised.clone();
    expect(Number(dueAt) - Date.now()).toBeGreaterThan(200_000);
    await promised.clone().update({ due_at: 0 });
    const loop = keepingLoop(harness);
    loop.start();
    await harness.eventually(
      async () => ((await promised.clone()).length === 0 ? id : undefined),
      'the rest is kept',
    );
    await loop.stop();
    expect(calls).toEqual([id, id]);
    await harness.stop();
  });

  it('is kept as well of a stuck change that a person accepts as it is', async () => {
    const calls: string[] = [];
    const world = new FakeWorld();
    world.refused.add('do b');
    const harness = await RunHarness.create(await databases.init('SQLITE_3'), {
      kind: {
        ...world.kind(),
        onFailure: 'ask',
        afterVerification: async ({ changeId }) => {
          calls.push(changeId);
        },
      },
    });
    const { id } = await harness.propose(['a', 'b']);
    harness.worker().start();
    await harness.until(id, 'stuck');
    await resolveChange(harness.store, {
      id,
      by: PAUL,
      outcome: 'accept',
      reason: 'b was done by hand',
    });
    const loop = keepingLoop(harness);
    loop.start();
    await harness.eventually(async () => calls.at(0), 'what is kept');
    await loop.stop();
    expect(calls).toEqual([id]);
    await harness.stop();
  });

  it('waits for a module that is gone, and keeps nothing of other kinds waiting', async () => {
    const calls: string[] = [];
    const harness = await RunHarness.create(await databases.init('SQLITE_3'), {
      kind: {
        ...new FakeWorld().kind(),
        afterVerification: async ({ changeId }) => {
          calls.push(changeId);
        },
      },
    });
    const gone = await harness.propose(['a'], { name: 'gone' });
    const other = await harness.propose(['a'], { name: 'other' });
    const worker = harness.worker();
    worker.start();
    await harness.until(gone.id, 'succeeded');
    await harness.until(other.id, 'succeeded');
    await worker.stop();
    calls.length = 0;
    await harness
      .knex('mandate_changes')
      .where({ id: gone.id })
      .update({ kind: 'gone' });
    await harness.store.transaction(async tx => {
      for (const { id: changeId } of [gone, other]) {
        await tx.timers.set({ kind: 'keep', changeId, dueAtMs: 1 });
      }
    });
    const loop = keepingLoop(harness);
    loop.start();
    await harness.eventually(async () => calls.at(0), 'what is kept');
    await loop.stop();
    expect(calls).toEqual([other.id]);
    await expect(
      harness.knex('mandate_timers').where({ kind: 'keep' }).pluck('change_id'),
    ).resolves.toEqual([gone.id]);
    await harness.stop();
  });

  it('is tried once more after an hour in which nobody could, and given up when that fails', async () => {
    const calls: string[] = [];
    const harness = await RunHarness.create(await databases.init('SQLITE_3'), {
      kind: {
        ...new FakeWorld().kind(),
        afterVerification: async ({ changeId }) => {
          calls.push(changeId);
          throw new Error('The cluster is away.');
        },
      },
    });
    const { id } = await harness.propose(['a']);
    const worker = harness.worker();
    worker.start();
    await harness.until(id, 'succeeded');
    await worker.stop();
    await harness.knex('mandate_changes').update({ ended_at: 0 });
    await harness.knex('mandate_timers').update({ due_at: 0 });
    const loop = keepingLoop(harness);
    loop.start();
    await loop.stop();
    const left = await harness.knex('mandate_timers');
    expect(left).toEqual([]);
    expect(calls).toEqual([id, id]);
    expect(logger.error).toHaveBeenCalledWith(
      expect.stringContaining('given up'),
    );
    await harness.stop();
  });
});
