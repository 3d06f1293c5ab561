import { TestDatabases } from '@backstage/backend-test-utils';
import { RunHarness } from '../../service/run/testing/RunHarness';
import {
  claimRuns,
  holdFence,
  holdFor,
  releaseRun,
  renewLease,
  type RunClaim,
} from './claimRuns';

jest.setTimeout(60_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_15'] });

describe.each(databases.eachSupportedId())('a claim of a run, %s', id => {
  async function queued() {
    const harness = await RunHarness.create(await databases.init(id));
    await harness.propose(['a']);
    const claim = (owner: string): Promise<readonly RunClaim[]> =>
      harness.store.transaction(tx =>
        claimRuns(tx, { owner, leaseMs: 30_000, limit: 8 }),
      );
    return { harness, claim };
  }

  it('is had by one owner until its lease ends, and raises the fence', async () => {
    const { harness, claim } = await queued();
    const [first] = await claim('one');
    expect(await claim('two')).toEqual([]);
    await harness.endLeases();
    const [second] = await claim('two');
    expect(second).toEqual({ ...first, fence: (first?.fence ?? 0) + 1 });
    expect(await claim('one')).toEqual([]);
  });

  it('lets the owner before write nothing any more, while the run goes on (I2)', async () => {
    const { harness, claim } = await queued();
    const [before] = await claim('one');
    await harness.endLeases();
    const [now] = await claim('two');
    if (!before || !now) {
      throw new Error('There was nothing to claim.');
    }
    const write = (by: RunClaim) =>
      harness.store.transaction(async tx => [
        await holdFence(tx, by),
        await renewLease(tx, by, 60_000),
        await holdFor(tx, by, 'kill-switch', by === before ? 'old' : 'new'),
        await releaseRun(tx, by),
      ]);
    expect(await write(before)).toEqual(['lost', 'lost', undefined, 'lost']);
    const held = await harness.knex('mandate_runs').first();
    expect(held.waits_for).toBeNull();
    expect(held.lease_owner).toBe('two');
    expect(await write(now)).toEqual(['held', 'held', undefined, 'held']);
  });
});
