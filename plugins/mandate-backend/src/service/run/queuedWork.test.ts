import { TestDatabases } from '@backstage/backend-test-utils';
import { RunHarness } from './testing/RunHarness';

const databases = TestDatabases.create({ ids: ['SQLITE_3'] });

jest.setTimeout(60_000);

describe('queued work', () => {
  it('is looked at after the commit that queued it, not at the next poll', async () => {
    const harness = await RunHarness.create(await databases.init('SQLITE_3'));
    const worker = harness.worker({ settings: { pollMs: 600_000 } });
    harness.store.onQueuedWork(work => work.has('runs') && worker.wake());
    worker.start();
    const { id } = await harness.propose(['a']);
    await harness.until(id, 'succeeded');
    expect(harness.world.effects).toEqual(['do a']);
    await harness.stop();
  });
});
