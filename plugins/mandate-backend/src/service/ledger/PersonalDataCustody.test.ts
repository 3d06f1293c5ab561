import { mockServices, TestDatabases } from '@backstage/backend-test-utils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { deploy } from '../../testing/requests';
import { as, callAs, startKernel } from '../../testing/startKernel';
import { PersonalDataCustody } from './PersonalDataCustody';

jest.setTimeout(60_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3'] });
const DANA = 'user:default/dana';

async function start(permissions = mockServices.permissions()) {
  const knex = await databases.init('SQLITE_3');
  const kernel = await startKernel({ knex, permissions });
  return { knex, ...kernel };
}

describe('PersonalDataCustody', () => {
  it('erases nothing of a person under legal hold, and all of it afterwards', async () => {
    const { changes, custody, ledger } = await start();
    await changes.propose(deploy('dev'), as('dana'));
    const { caller } = as('pia');
    const hold = await custody.hold(
      { person: 'User:default/Dana', reason: 'Case 4711.' },
      caller,
    );
    await expect(custody.erase({ person: DANA }, caller)).rejects.toThrow(
      'Case 4711.',
    );
    const { items } = await ledger.entries({ limit: 5, actor: DANA });
    expect(items).not.toEqual([]);

    await custody.release(hold.id, caller);
    const erasure = await custody.erase({ person: DANA }, caller);
    expect(erasure).toEqual({
      erased: expect.any(Number),
      inClear: 0,
      held: 0,
    });
    const left = await ledger.entries({ limit: 5, actor: DANA });
    expect(left.items).toEqual([]);
  });

  it('keeps what names somebody under legal hold beside the person, and says so', async () => {
    const { knex, changes, custody, ledger } = await start();
    await changes.propose(deploy('dev'), as('dana'));
    const entries = await knex('mandate_ledger_people')
      .where({ person: DANA })
      .pluck('entry_index');
    const [entryIndex] = entries.toSorted();
    await knex('mandate_ledger_people')
      .where({ person: DANA, entry_index: entryIndex })
      .select('pointer')
      .then(rows =>
        knex('mandate_ledger_people').insert(
          rows.map(({ pointer }) => ({
            entry_index: entryIndex,
            pointer,
            person: 'user:default/sven',
          })),
        ),
      );
    const { caller } = as('pia');
    await custody.hold({ person: 'user:default/sven', reason: 'x' }, caller);
    const { held } = await custody.erase({ person: DANA }, caller);
    expect(held).toBeGreaterThan(0);
    await expect(
      knex('mandate_ledger_openings').where({ entry_index: entryIndex }),
    ).resolves.not.toEqual([]);
    const { items } = await ledger.entries({ limit: 1 });
    expect(items[0]?.data.words).toMatch(/stay: they name somebody under/);
  });

  it('records each act, an erasure without saying whose', async () => {
    const { changes, custody, ledger } = await start();
    await changes.propose(deploy('dev'), as('dana'));
    await custody.erase({ person: DANA }, as('pia').caller);
    const { items } = await ledger.entries({ limit: 1 });
    expect(items[0]).toMatchObject({
      kind: 'configuration',
      actor: 'user:default/pia',
      data: { event: 'personal-data-erased' },
    });
    expect(JSON.stringify(items[0])).not.toContain('dana');
  });

  it('is refused to services and agents, and without the permission', async () => {
    const { custody } = await start();
    const service = callAs({ kind: 'service', ref: 'plugin:cleaner' }).caller;
    await expect(custody.erase({ person: DANA }, service)).rejects.toThrow(
      'Only a person',
    );
    const denied = await start(
      mockServices.permissions({ result: AuthorizeResult.DENY }),
    );
    const { caller } = as('pia');
    await expect(
      denied.custody.hold({ person: DANA, reason: 'x' }, caller),
    ).rejects.toThrow('mandate.ledger.custody');
    await expect(denied.custody.holds(caller)).rejects.toThrow();
    await expect(denied.custody.release('x', caller)).rejects.toThrow();
  });

  it('is for members of the configured groups, present themselves', async () => {
    const { custody } = await start();
    await expect(
      custody.erase({ person: DANA }, as('dana').caller),
    ).rejects.toThrow(/group:default\/platform/);
    const { caller } = as('pia');
    await expect(
      custody.holds({ ...caller, actedBy: 'plugin:scaffolder' }),
    ).rejects.toThrow(/plugin:scaffolder called with your token/);
  });

  it('does not know a hold that was released', async () => {
    const { custody } = await start();
    const { caller } = as('pia');
    const { id } = await custody.hold({ person: DANA, reason: 'x' }, caller);
    await expect(custody.holds(caller)).resolves.toMatchObject([{ id }]);
    await custody.release(id, caller);
    await expect(custody.holds(caller)).resolves.toEqual([]);
    await expect(custody.release(id, caller)).rejects.toThrow('in force');
  });

  it('erases by age what names nobody under legal hold', async () => {
    const { knex, store, changes, custody, ledger } = await start();
    await changes.propose(deploy('dev'), as('dana'));
    await changes.propose(deploy('prod'), as('sven'));
    await custody.hold({ person: DANA, reason: 'x' }, as('pia').caller);
    await knex('mandate_ledger_entries').decrement('at', 3_600_001);
    await new PersonalDataCustody({
      store,
      permissions: mockServices.permissions(),
      people: {
        groupsOf: async () => new Map(),
        membersOf: async () => new Map(),
      },
      custodians: [],
      keptForMs: 3_600_000,
    }).applyRetention();
    const of = async (actor: string) =>
      (await ledger.entries({ limit: 50, actor })).items.length;
    expect(await of(DANA)).toBeGreaterThan(0);
    expect(await of('user:default/sven')).toBe(0);
    const { items } = await ledger.entries({ limit: 1 });
    expect(items[0]?.data.words).toContain('by its age');
  });
});
