import { TestDatabases } from '@backstage/backend-test-utils';
import type { Knex } from 'knex';
import { deploy } from '../../testing/requests';
import { as, callAs, startKernel } from '../../testing/startKernel';
import { EvidenceReads } from './EvidenceReads';

jest.setTimeout(60_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_15'] });

async function start(knex: Knex) {
  const kernel = await startKernel({ knex });
  const change = await kernel.changes.propose(deploy('prod'), as('dana'));
  const reads = async () => {
    const { items } = await kernel.ledger.entries({
      limit: 100,
      kind: 'read-of-evidence',
    });
    return items.map(({ actor, changeId, data }) => ({
      actor,
      changeId,
      read: data.read,
    }));
  };
  return { ...kernel, change, reads };
}

describe.each(databases.eachSupportedId())('EvidenceReads, %p', databaseId => {
  it('records each reader of a change once in a while, on all replicas', async () => {
    const knex = await databases.init(databaseId);
    const { changes, change, reads, store } = await start(knex);
    const view = { changeId: change.id, read: 'change' };
    for (const name of ['pia', 'sven', 'pia', 'pia']) {
      await changes.get(change.id, as(name));
    }
    await Promise.all(
      [1, 2, 3].map(() =>
        new EvidenceReads(store).recordView(as('pia').caller, change.id),
      ),
    );
    expect(await reads()).toEqual([
      { ...view, actor: 'user:default/sven' },
      { ...view, actor: 'user:default/pia' },
    ]);

    await knex('mandate_ledger_reads').decrement('recorded_at', 16 * 60_000);
    await new EvidenceReads(store).recordView(as('pia').caller, change.id);
    expect(await reads()).toHaveLength(3);
  });

  it('records each reader of a simulated plan once in a while', async () => {
    const knex = await databases.init(databaseId);
    const { changes, reads, ledger } = await start(knex);
    for (const name of ['sven', 'sven', 'pia']) {
      await changes.simulate(deploy('prod'), as(name));
    }
    await changes.simulate(deploy('dev'), as('sven'));
    expect(await reads()).toMatchObject([
      { actor: 'user:default/sven', read: 'simulation' },
      { actor: 'user:default/pia', read: 'simulation' },
      { actor: 'user:default/sven', read: 'simulation' },
    ]);
    const { items } = await ledger.entries({
      limit: 1,
      kind: 'read-of-evidence',
    });
    expect(items[0]?.data).toMatchObject({
      target: 'component:default/checkout',
      environment: 'dev',
    });
  });

  it('shows no plan whose simulation cannot be recorded', async () => {
    const knex = await databases.init(databaseId);
    const { changes } = await start(knex);
    await knex.schema.dropTable('mandate_ledger_reads');
    await expect(changes.simulate(deploy('dev'), as('pia'))).rejects.toThrow();
  });

  it('records for whom an agent reads, and keeps it off the page of the change', async () => {
    const knex = await databases.init(databaseId);
    const { changes, change, reads } = await start(knex);
    await changes.get(
      change.id,
      callAs({
        kind: 'agent',
        ref: 'plugin:mcp-actions',
        onBehalfOf: 'user:default/pia',
      }),
    );
    expect(await reads()).toHaveLength(1);
    const { story } = await changes.get(change.id, as('dana'));
    expect(story.map(({ kind }) => kind)).not.toContain('read-of-evidence');
  });

  it('does not take an agent’s read for one of the person it acts for', async () => {
    const knex = await databases.init(databaseId);
    const { changes, change, reads } = await start(knex);
    const ref = 'plugin:mcp-actions';
    const pia = 'user:default/pia';
    await changes.get(
      change.id,
      callAs({ kind: 'agent', ref, onBehalfOf: pia }),
    );
    await changes.get(change.id, as('pia'));
    const readers = (await reads()).map(({ actor }) => actor);
    expect(readers).toEqual([pia, ref]);
  });

  it('records who reads in the ledger, once in an hour', async () => {
    const knex = await databases.init(databaseId);
    const { evidence, reads, store } = await start(knex);
    const { caller } = as('pia');
    for (const part of ['entries', 'entries', 'log'] as const) {
      await evidence.recordPages(caller, part);
    }
    const again = () => new EvidenceReads(store).recordPages(caller, 'entries');
    await knex('mandate_ledger_reads').decrement('recorded_at', 50 * 60_000);
    await again();
    expect((await reads()).map(({ read }) => read)).toEqual(['log', 'entries']);
    await knex('mandate_ledger_reads').decrement('recorded_at', 20 * 60_000);
    await again();
    expect(await reads()).toHaveLength(3);
  });

  it('records every export with its conditions, and nobody in clear', async () => {
    const knex = await databases.init(databaseId);
    const { evidence, reads, ledger } = await start(knex);
    const what = { format: 'ocsf', filter: { actor: 'user:default/dana' } };
    await evidence.recordExport(as('pia').caller, what);
    await evidence.recordExport(as('pia').caller, what);
    expect(await reads()).toHaveLength(2);
    const { items } = await ledger.entries({
      limit: 1,
      kind: 'read-of-evidence',
    });
    expect(items[0]?.data.filter).toContain('user:default/dana');
    expect(items[0]?.canonical).not.toMatch(/user:/);
  });

  it('refuses a read that cannot be recorded', async () => {
    const knex = await databases.init(databaseId);
    const { changes, change } = await start(knex);
    await knex.schema.dropTable('mandate_ledger_reads');
    await expect(changes.get(change.id, as('pia'))).rejects.toThrow();
  });
});
