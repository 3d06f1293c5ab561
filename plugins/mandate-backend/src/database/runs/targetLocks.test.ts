import { TestDatabases } from '@backstage/backend-test-utils';
import { RunHarness } from '../../service/run/testing/RunHarness';
import { acquireLocks, joinLockQueue, releaseLocks } from './targetLocks';

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_15'] });

jest.setTimeout(60_000);

describe.each(databases.eachSupportedId())('locks, %s', databaseId => {
  let harness: RunHarness;
  let one: string;
  let two: string;
  let three: string;

  beforeEach(async () => {
    harness = await RunHarness.create(await databases.init(databaseId));
    const changes = [
      await harness.propose(['a']),
      await harness.propose(['a']),
      await harness.propose(['a']),
    ];
    [one, two, three] = changes.map(({ id }) => id);
  });
  afterEach(() => harness.stop());

  const lock = (changeId: string, ...keys: string[]) =>
    harness.store.transaction(tx => acquireLocks(tx, { changeId, keys }));
  const release = (changeId: string) =>
    harness.store.transaction(tx => releaseLocks(tx, changeId));
  /** Waits since `since` for the keys. */
  async function wait(changeId: string, since: number, ...keys: string[]) {
    await harness.store.transaction(tx =>
      joinLockQueue(tx, { changeId, keys }),
    );
    await harness
      .knex('mandate_lock_queue')
      .where({ change_id: changeId })
      .update({ since });
  }

  it('are all taken or none', async () => {
    await lock(one, 'b');
    await expect(lock(two, 'a', 'b')).resolves.toEqual({
      type: 'held',
      key: 'b',
      byChangeId: one,
    });
    await expect(lock(three, 'a')).resolves.toEqual({ type: 'acquired' });
  });

  it('go to whoever has waited longest, and stay with who has them', async () => {
    await lock(one, 'a');
    await wait(two, 1, 'a');
    await wait(three, 2, 'a');
    await expect(lock(one, 'a')).resolves.toEqual({ type: 'acquired' });
    await release(one);
    await expect(lock(three, 'a')).resolves.toMatchObject({ byChangeId: two });
    await expect(lock(one, 'a')).resolves.toMatchObject({ byChangeId: two });
    await expect(lock(two, 'a')).resolves.toEqual({ type: 'acquired' });
  });

  it('are let go by who holds them, and by nobody else', async () => {
    await lock(one, 'a');
    await release(two);
    await expect(lock(three, 'a')).resolves.toMatchObject({ byChangeId: one });
  });

  it('have whoever waits looked at when they are let go', async () => {
    await lock(one, 'a');
    await wait(two, 1, 'a');
    const later = { due_at: Number.MAX_SAFE_INTEGER };
    await harness.knex('mandate_runs').update(later);
    await release(one);
    await expect(
      harness.knex('mandate_runs').whereNot(later).select('change_id'),
    ).resolves.toEqual([{ change_id: two }]);
  });

  it('are given to one of many that want them at once', async () => {
    const outcomes = await Promise.all(
      [one, two, three].map(id => lock(id, 'a', 'b', 'c')),
    );
    expect(outcomes.filter(({ type }) => type === 'acquired')).toHaveLength(1);
  });
});

describe.each(databases.eachSupportedId())(
  'runs on one target, %s',
  databaseId => {
    let harness: RunHarness;

    beforeEach(async () => {
      harness = await RunHarness.create(await databases.init(databaseId));
    });
    afterEach(() => harness.stop());

    it('run one after the other, and leave no lock and no place in the queue', async () => {
      const changes = [];
      for (const step of ['a', 'b', 'c']) {
        changes.push(await harness.propose([step]));
      }
      harness.worker().start();
      harness.worker().start();
      for (const { id } of changes) {
        await harness.until(id, 'succeeded');
      }
      for (const table of ['mandate_target_locks', 'mandate_lock_queue']) {
        await expect(harness.knex(table).select()).resolves.toEqual([]);
      }
    });

    it('that have not started are replaced by a newer one where the kind says so', async () => {
      harness.world.replacesQueued = true;
      const older = await harness.propose(['a']);
      const newer = await harness.propose(['b']);
      await expect(harness.change(older.id)).resolves.toMatchObject({
        state: 'superseded',
        statusWords: expect.stringContaining('A newer change replaces it'),
      });
      harness.worker().start();
      await harness.until(newer.id, 'succeeded');
      expect(harness.world.effects).toEqual(['do b']);
    });

    it('are replaced by a newer one although the clock was set back in between', async () => {
      harness.world.replacesQueued = true;
      const older = await harness.propose(['a']);
      const aheadMs = older.createdAtMs + 60_000;
      await harness
        .knex('mandate_changes')
        .where({ id: older.id })
        .update({ created_at: aheadMs });
      const newer = await harness.propose(['b']);
      expect(newer.createdAtMs).toBe(aheadMs + 1);
      expect((await harness.change(older.id)).state).toBe('superseded');
    });

    it('that are decided again are replaced by a newer one that came in between', async () => {
      harness.world.replacesQueued = true;
      const older = await harness.propose(['a']);
      harness.world.version = '2';
      harness.world.shape = 'square';
      harness.worker().start();
      await harness.until(older.id, 'planned');
      const newer = await harness.propose(['b']);
      await harness.until(newer.id, 'succeeded');
      harness.world.shape = 'round';
      await harness.reconsideration.reconsider(older.id, 'It changed.');
      await expect(harness.change(older.id)).resolves.toMatchObject({
        state: 'superseded',
        statusWords: expect.stringContaining('A newer change replaces it'),
      });
      expect(harness.world.effects).toEqual(['do b']);
    });

    it('that have started go on to their end when a newer one comes', async () => {
      harness.world.replacesQueued = true;
      const older = await harness.propose(['a']);
      let newer: string | undefined;
      harness
        .worker({
          onBoundary: async name => {
            if (name === 'calling do a' && !newer) {
              newer = (await harness.propose(['b'])).id;
            }
          },
        })
        .start();
      await harness.until(older.id, 'succeeded');
      await harness.until(newer ?? '', 'succeeded');
      expect(harness.world.effects).toEqual(['do a', 'do b']);
    });
  },
);
