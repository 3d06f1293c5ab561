import { mockServices, TestDatabases } from '@backstage/backend-test-utils';
import type { Entity } from '@backstage/catalog-model';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { KernelStore } from '../../database/KernelStore';
import { exampleMandate } from '../../testing/exampleEntities';
import { MandateReading } from './MandateReading';
import { MandateSync } from './MandateSync';

jest.setTimeout(60_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_15'] });

function withSpec(spec: object): Entity {
  return { ...exampleMandate, spec: { ...exampleMandate.spec, ...spec } };
}

const grant = (when: string) => ({
  grants: [{ changes: ['deploy'], when, oversight: 'autonomous' }],
});

describe.each(databases.eachSupportedId())('MandateSync, %p', databaseId => {
  async function start() {
    const knex = await databases.init(databaseId);
    const store = await KernelStore.create({
      database: { getClient: async () => knex },
    });
    const look = (trustFirstVersion: boolean, entities: readonly Entity[]) =>
      new MandateSync({
        store,
        catalog: catalogServiceMock({ entities: [...entities] }),
        auth: mockServices.auth(),
        trustFirstVersion,
        logger: mockServices.logger.mock(),
      }).run();
    return {
      knex,
      store,
      sync: (...entities: Entity[]) => look(true, entities),
      syncWithoutTrust: (...entities: Entity[]) => look(false, entities),
      reading: new MandateReading(store),
    };
  }

  it('puts nothing in force that nobody approved', async () => {
    const { knex, store, syncWithoutTrust } = await start();
    await syncWithoutTrust(exampleMandate);
    await syncWithoutTrust(exampleMandate);
    await expect(store.read(tx => tx.mandates.inForce())).resolves.toEqual([]);
    await expect(
      knex('mandate_ledger_entries').where({ kind: 'mandate-changed' }),
    ).resolves.toHaveLength(1);
  });

  it('puts the first version of a mandate in force where these are trusted, and records it, once', async () => {
    const { knex, sync, reading } = await start();
    await sync(exampleMandate);
    await sync(exampleMandate);
    await expect(reading.list()).resolves.toMatchObject([
      { name: 'services', title: 'Services', owner: 'group:default/platform' },
    ]);
    await expect(
      knex('mandate_ledger_entries').where({ kind: 'mandate-changed' }),
    ).resolves.toHaveLength(1);
  });

  it('trusts no later version: it is shown beside the one in force, until the catalog shows that one again', async () => {
    const { sync, reading } = await start();
    await sync(exampleMandate);
    const [before] = await reading.list();
    await sync(withSpec(grant("risk.level == 'low'")));
    const [after] = await reading.list();
    expect(after.version).toBe(before.version);
    expect(after.catalogVersion?.spec.grants).toMatchObject([
      { when: "risk.level == 'low'" },
    ]);
    await sync(exampleMandate);
    const [again] = await reading.list();
    expect(again).toEqual(before);
  });

  it('keeps the older version in force when a newer one is not valid, and says where and why', async () => {
    const { sync, reading } = await start();
    await sync(exampleMandate);
    const [before] = await reading.list();
    await sync(withSpec(grant('risk.levle ==')));
    const [after] = await reading.list();
    expect(after.version).toBe(before.version);
    expect(after.rejectedVersion?.errors[0]).toMatch(
      /spec\.grants\.0\.when \(line 1, column \d+\)/,
    );
    await sync(withSpec(grant("risk.level == 'low'")));
    const [mended] = await reading.list();
    expect(mended.catalogVersion?.version).not.toBe(before.version);
    expect(mended.rejectedVersion).toBeUndefined();
  });

  it('shows why the catalog did not take a newer version, and forgets it when it does', async () => {
    const { knex, sync, reading } = await start();
    const message = 'spec.grants[0].when, line 1, column 6: no such field';
    const refused = {
      ...exampleMandate,
      status: {
        items: [
          { type: 'backstage.io/catalog-processing', level: 'error', message },
        ],
      },
    };
    await sync(exampleMandate);
    await sync(refused);
    await sync(refused);
    const [mandate] = await reading.list();
    expect(mandate.rejectedVersion?.errors).toEqual([message]);
    await expect(
      knex('mandate_ledger_entries').where({ kind: 'mandate-changed' }),
    ).resolves.toHaveLength(2);
    await sync(exampleMandate);
    const [mended] = await reading.list();
    expect(mended.rejectedVersion).toBeUndefined();
    expect(mended.version).toBe(mandate.version);
  });

  it('puts nothing in force that never was valid', async () => {
    const { store, sync } = await start();
    await sync(withSpec({ grants: [] }));
    await expect(store.read(tx => tx.mandates.inForce())).resolves.toEqual([]);
  });

  it('takes all autonomy from a mandate that left the catalog, keeps what it limits, and gives it back when it returns', async () => {
    const { store, sync } = await start();
    const inForce = async () => {
      const [mandate] = await store.read(tx => tx.mandates.inForce());
      return mandate?.status === 'readable' ? mandate.spec : undefined;
    };
    await sync(exampleMandate);
    const whole = await inForce();
    await sync();
    const left = await inForce();
    expect(left?.grants.map(({ oversight }) => oversight)).toEqual([
      'approve',
      'approve',
    ]);
    expect(left?.limits).toEqual(whole?.limits);
    await sync(exampleMandate);
    await expect(inForce()).resolves.toEqual(whole);
  });

  it('changes nothing while the catalog cannot be read', async () => {
    const { store, sync } = await start();
    await sync(exampleMandate);
    const failing = catalogServiceMock.mock();
    failing.getEntities.mockRejectedValue(new Error('down'));
    await expect(
      new MandateSync({
        store,
        catalog: failing,
        auth: mockServices.auth(),
        trustFirstVersion: true,
        logger: mockServices.logger.mock(),
      }).run(),
    ).rejects.toThrow('down');
    await expect(store.read(tx => tx.mandates.inForce())).resolves.toHaveLength(
      1,
    );
  });
});
