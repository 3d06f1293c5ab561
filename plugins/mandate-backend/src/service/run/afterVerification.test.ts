import { setTimeout as delay } from 'node:timers/promises';
import { TestDatabases } from '@backstage/backend-test-utils';
import { FakeWorld } from './testing/FakeWorld';
import { RunHarness } from './testing/RunHarness';

const databases = TestDatabases.create({ ids: ['SQLITE_3'] });

jest.setTimeout(60_000);

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
});
