import { TestDatabases } from '@backstage/backend-test-utils';
import { pauseChange } from '../change/controlling/pauseChange';
import { PAUL } from './testing/platformApproval';
import { RunHarness } from './testing/RunHarness';

jest.setTimeout(60_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_15'] });

describe.each(databases.eachSupportedId())(
  'Holds with long words, %s',
  databaseId => {
    let harness: RunHarness;

    beforeEach(async () => {
      harness = await RunHarness.create(await databases.init(databaseId));
    });
    afterEach(() => harness.stop());

    it.each([10, 2_000])(
      'a hold is recorded and told of once, with a reason of %i characters',
      async length => {
        const { id } = await harness.propose(['a', 'b']);
        let looks = 0;
        harness
          .worker({
            settings: { holdMs: 5 },
            onBoundary: async name => {
              if (name === 'before gate-then-intend b') {
                looks += 1;
                if (looks === 1) {
                  await pauseChange(harness.store, {
                    id,
                    by: PAUL,
                    reason: 'x'.repeat(length),
                  });
                }
              }
            },
          })
          .start();
        await harness.eventually(
          async () => (looks > 8 ? true : undefined),
          'the gate to be asked again',
        );
        await harness.stop();
        const held = (await harness.ledgerKinds(id)).filter(
          kind => kind === 'gate-refused',
        );
        const told = (await harness.messages()).filter(message =>
          JSON.stringify(message).includes('"title":"Paused'),
        );
        expect([held.length, told.length]).toEqual([1, 1]);
      },
    );
  },
);
