import { TestDatabases } from '@backstage/backend-test-utils';
import { as, startKernel } from '../../testing/startKernel';

jest.setTimeout(60_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3'] });

it('a kill switch stops whatever may be named in its scope', async () => {
  const { killSwitches } = await startKernel({
    knex: await databases.init('SQLITE_3'),
  });
  const entities = Array.from(
    { length: 500 },
    (_, index) =>
      `component:payments-and-settlement/ledger-reconciliation-worker-for-region-and-currency-${index}`,
  );
  const owners = entities.map(ref => ref.replace('component', 'group'));
  const engaged = await killSwitches.engage(
    { reason: 'Stop.', scope: { entities, owners } },
    as('pia'),
  );
  expect(engaged.lifted).toBeUndefined();
});
