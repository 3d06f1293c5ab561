import { TestDatabases } from '@backstage/backend-test-utils';
import { defaultRunSettings } from './RunSettings';
import { FakeWorld } from './testing/FakeWorld';
import { RunHarness } from './testing/RunHarness';

jest.setTimeout(60_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_15'] });

it.each(databases.eachSupportedId())(
  'a step that is called in vain is called so many times and no more, %s',
  async databaseId => {
    let calls = 0;
    const kind = new FakeWorld().kind();
    const harness = await RunHarness.create(await databases.init(databaseId), {
      kind: {
        ...kind,
        step: (plan, stepId) => ({
          ...kind.step(plan, stepId),
          act: async () => {
            calls += 1;
            return { type: 'acted' };
          },
        }),
      },
    });
    const { id } = await harness.propose(['a']);
    harness.worker().start();
    await harness.until(id, 'undone');
    await harness.stop();
    expect(calls).toBe(defaultRunSettings.limits.maximumAttempts);
  },
);
