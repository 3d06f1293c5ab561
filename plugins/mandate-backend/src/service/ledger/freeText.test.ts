import { TestDatabases } from '@backstage/backend-test-utils';
import { as, startKernel } from '../../testing/startKernel';

jest.setTimeout(60_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3'] });

describe('free text of a person', () => {
  it('stands in clear in no entry, and goes with its author', async () => {
    const knex = await databases.init('SQLITE_3');
    const { killSwitches, custody, ledger, store } = await startKernel({
      knex,
    });
    const { id } = await killSwitches.engage(
      { reason: 'Petra is ill, nobody watches.' },
      as('pia'),
    );
    await killSwitches.lift(id, { reason: 'Petra is back.' }, as('pia'));
    await store.sequence();
    const texts: string[] = await knex('mandate_ledger_entries').pluck(
      'canonical',
    );
    expect(texts.join('\n')).not.toMatch(/Petra/);
    await custody.erase({ person: 'user:default/pia' }, as('paul').caller);
    const { items } = await ledger.entries({ limit: 100, kind: 'kill-switch' });
    expect(JSON.stringify(items)).not.toMatch(/Petra/);
  });
});
