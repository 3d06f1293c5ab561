import { mockServices, TestDatabases } from '@backstage/backend-test-utils';
import type { Entity } from '@backstage/catalog-model';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { KernelStore } from '../../database/KernelStore';
import { ChangeWindowSync } from './ChangeWindowSync';

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_15'] });

jest.setTimeout(60_000);

function freeze(spec: Partial<Record<string, unknown>> = {}): Entity {
  return {
    apiVersion: 'mandate.dev/v1alpha1',
    kind: 'ChangeWindow',
    metadata: { name: 'year-end', namespace: 'default', title: 'Year end' },
    spec: JSON.parse(
      JSON.stringify({
        owner: 'group:default/platform',
        type: 'freeze',
        appliesTo: { environments: ['prod'] },
        timeZone: 'Europe/Berlin',
        schedule: [{ start: '2026-12-20T00:00', end: '2027-01-04T00:00' }],
        ...spec,
      }),
    ),
  };
}

describe.each(databases.eachSupportedId())('ChangeWindowSync, %s', id => {
  async function start() {
    const knex = await databases.init(id);
    const store = await KernelStore.create({
      database: { getClient: async () => knex },
    });
    const sync = (...entities: readonly Entity[]) =>
      new ChangeWindowSync({
        catalog: catalogServiceMock({ entities: [...entities] }),
        auth: mockServices.auth(),
        store,
        logger: mockServices.logger.mock(),
      }).run();
    const inForce = () => store.read(tx => tx.changeWindows.inForce());
    const entries = async () =>
      (await knex('mandate_ledger_entries').where({ kind: 'freeze' })).length;
    return { knex, store, sync, inForce, entries };
  }

  it('puts what the catalog has in force once, with an entry in the ledger', async () => {
    const { sync, inForce, entries } = await start();
    await sync(freeze());
    await sync(freeze());
    await expect(inForce()).resolves.toMatchObject([
      {
        name: 'changewindow:default/year-end',
        title: 'Year end',
        spec: { type: 'freeze', timeZone: 'Europe/Berlin' },
      },
    ]);
    await expect(entries()).resolves.toBe(1);
  });

  it('keeps the older version when a newer one is not valid, and says why', async () => {
    const { sync, inForce, store } = await start();
    await sync(freeze());
    await sync(freeze({ timeZone: 'Berlin' }));
    const [{ spec }] = await inForce();
    expect(spec).toMatchObject({ timeZone: 'Europe/Berlin' });
    const [stored] = await store.read(tx => tx.changeWindows.all());
    expect(stored.errors).toEqual([
      expect.stringMatching(/spec\.timeZone: .*no IANA time zone/),
    ]);
    await sync(freeze({ timeZone: 'UTC' }));
    await expect(inForce()).resolves.toMatchObject([
      { spec: { timeZone: 'UTC' } },
    ]);
  });

  it('takes one that left the catalog out of force', async () => {
    const { sync, inForce, entries } = await start();
    await sync(freeze());
    await sync();
    await expect(inForce()).resolves.toEqual([]);
    await expect(entries()).resolves.toBe(2);
  });

  it('counts one whose stored text is damaged as in force and unreadable, never as gone', async () => {
    const { knex, sync, inForce } = await start();
    await sync(freeze());
    await knex('mandate_change_windows').update({
      version: 'damaged',
      spec: '{}',
    });
    await expect(inForce()).resolves.toMatchObject([
      { spec: { unreadable: expect.any(String) } },
    ]);
  });
});
