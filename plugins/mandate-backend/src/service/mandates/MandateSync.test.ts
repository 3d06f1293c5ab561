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
    const sync = (...entities: Entity[]) =>
      new MandateSync({
        store,
        catalog: catalogServiceMock({ entities }),
        auth: mockServices.auth(),
        logger: mockServices.logger.mock(),
      }).run();
    return { knex, store, sync, reading: new MandateReading(store) };
  }

  it('puts a valid mandate in force and records it, once', async () => {
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

  it('keeps every version that came into force, newest first, also one that is taken up again', async () => {
    const { sync, reading } = await start();
    await sync(exampleMandate);
    await sync(withSpec(grant("risk.level == 'low'")));
    await sync(withSpec(grant("risk.level == 'low'")));
    await sync(exampleMandate);
    const versions = await reading.versions('services');
    expect(versions).toHaveLength(3);
    expect(versions[0].version).toBe(versions[2].version);
    expect(versions[1].spec.grants).toMatchObject([
      { when: "risk.level == 'low'" },
    ]);
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
    expect(mended.version).not.toBe(before.version);
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

  it('takes a mandate that left the catalog out of force, and back when it returns', async () => {
    const { store, sync } = await start();
    const names = async () =>
      (await store.read(tx => tx.mandates.inForce())).map(({ name }) => name);
    await sync(exampleMandate);
    await expect(names()).resolves.toEqual(['mandate:default/services']);
    await sync();
    await expect(names()).resolves.toEqual([]);
    await sync(exampleMandate);
    await expect(names()).resolves.toEqual(['mandate:default/services']);
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
        logger: mockServices.logger.mock(),
      }).run(),
    ).rejects.toThrow('down');
    await expect(store.read(tx => tx.mandates.inForce())).resolves.toHaveLength(
      1,
    );
  });
});
