import { TestDatabases } from '@backstage/backend-test-utils';
import { resolveChange } from '../change/controlling/resolveChange';
import { PAUL } from './testing/platformApproval';
import { RunHarness } from './testing/RunHarness';

jest.setTimeout(60_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3'] });

it('why a person has a stuck change undone stands in the ledger as what that person wrote', async () => {
  const harness = await RunHarness.create(await databases.init('SQLITE_3'));
  harness.world.onFailure = 'ask';
  harness.world.refused.add('do b');
  const { id } = await harness.propose(['a', 'b']);
  harness.worker().start();
  await harness.until(id, 'stuck');
  await resolveChange(harness.store, {
    id,
    by: PAUL,
    outcome: 'undo',
    reason: 'Petra is ill',
  });
  const { statusWords } = await harness.until(id, 'undone');
  await harness.stop();
  expect(statusWords).toBe(
    `As decided by ${PAUL.ref}: Petra is ill. What was done is undone; the target is as it was before.`,
  );
  await harness.store.sequence();
  const entries = await harness
    .knex('mandate_ledger_entries')
    .where({ change_id: id })
    .pluck('canonical');
  expect(entries.length).toBeGreaterThan(5);
  expect(entries.join('\n')).not.toMatch(/Petra/);
});
