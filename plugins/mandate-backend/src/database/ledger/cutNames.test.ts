import { TestDatabases } from '@backstage/backend-test-utils';
import { KernelStore } from '../KernelStore';
import { erasePersonalData } from './erasePersonalData';

const databases = TestDatabases.create({ ids: ['SQLITE_3'] });

it('words that are shortened in the middle of a name still go with the person', async () => {
  const knex = await databases.init('SQLITE_3');
  const store = await KernelStore.create({
    database: { getClient: async () => knex },
  });
  const person = 'user:default/anna-maria';
  const words = `${'x'.repeat(3_999 - 'user:default/anna'.length)} ${person}`;
  await store.transaction(async tx =>
    tx.ledger.append({
      kind: 'asked',
      actor: { type: 'system', ref: 'mandate' },
      data: { words },
    }),
  );
  await store.sequence();
  await store.transaction(tx => erasePersonalData(tx, { person }));
  const left = await knex('mandate_ledger_openings');
  expect(JSON.stringify(left)).not.toContain('anna');
});
