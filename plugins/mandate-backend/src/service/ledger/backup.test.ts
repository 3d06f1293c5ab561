import { mockServices, TestDatabases } from '@backstage/backend-test-utils';
import { compareBundles, verifyBundle } from '@mandate/ledger';
import knexFactory, { type Knex } from 'knex';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { KernelStore } from '../../database/KernelStore';
import { ledgerSettings } from '../../testing/ledgerSettings';
import { approve, deploy } from '../../testing/requests';
import { as, startKernel } from '../../testing/startKernel';
import { KERNEL_ACTOR } from '../change/actors';
import { Ledger } from './Ledger';
import { LedgerKeys } from './LedgerKeys';

jest.setTimeout(120_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_15'] });
const cleanups: (() => Promise<unknown>)[] = [];

afterEach(async () => {
  for (const cleanup of cleanups.splice(0)) {
    await cleanup();
  }
});

async function open(knex: Knex) {
  const store = await KernelStore.create({
    database: { getClient: async () => knex },
  });
  const settings = ledgerSettings();
  const logger = mockServices.rootLogger({ level: 'none' });
  const keys = await LedgerKeys.create({ settings, store, logger });
  const ledger = new Ledger({ store, keys, origin: settings.origin });
  const append = (count: number) =>
    store.transaction(async tx => {
      for (let number = 0; number < count; number += 1) {
        tx.ledger.append({
          kind: 'configuration',
          actor: KERNEL_ACTOR,
          data: { number, words: 'Seen by user:default/ann.' },
        });
      }
    });
  const bundle = async () => {
    let text = '';
    for await (const piece of ledger.bundle()) {
      text += piece;
    }
    return JSON.parse(text);
  };
  return { append, bundle };
}

/** Copies the database as the README says for SQLite (`vacuum into`); on PostgreSQL a template stands for a dump. */
async function backUp(knex: Knex): Promise<Knex> {
  const { client, connection } = knex.client.config;
  // Knex hides the password, so that spreading leaves it out.
  const server = { ...connection, password: connection.password };
  if (String(client).includes('sqlite')) {
    const folder = await mkdtemp(join(tmpdir(), 'mandate-backup-'));
    const filename = join(folder, 'backup.db');
    await knex.raw('vacuum into ?', [filename]);
    const copy = knexFactory({
      client,
      connection: { filename },
      useNullAsDefault: true,
    });
    cleanups.push(
      () => copy.destroy(),
      () => rm(folder, { recursive: true }),
    );
    return copy;
  }
  const { rows } = await knex.raw('select current_database() as name');
  const { name } = rows[0];
  const database = `${name}_backup`;
  await knex.destroy();
  const admin = knexFactory({
    client,
    connection: { ...server, database: 'postgres' },
  });
  await admin.raw('create database ?? template ??', [database, name]);
  knex.initialize();
  const copy = knexFactory({ client, connection: { ...server, database } });
  cleanups.push(
    () => copy.destroy(),
    () => admin.raw('drop database ??', [database]),
    () => admin.destroy(),
  );
  return copy;
}

describe.each(databases.eachSupportedId())('backup, %p', databaseId => {
  it('restores to a ledger that verifies and goes on without a fork', async () => {
    const knex = await databases.init(databaseId);
    const before = await open(knex);
    await before.append(300);
    const exported = await before.bundle();
    const restored = await open(await backUp(knex));
    expect(verifyBundle(await restored.bundle())).toMatchObject({
      ok: true,
      size: 300,
    });
    await restored.append(300);
    const continued = await restored.bundle();
    expect(verifyBundle(continued)).toMatchObject({ ok: true, size: 600 });
    expect(compareBundles(exported, continued)).toEqual({
      relation: 'continued',
      longer: 'second',
      commonSize: 300,
    });
  });

  it('restores to changes that go on where they were, with their votes, mandates and budgets', async () => {
    const knex = await databases.init(databaseId);
    const before = await startKernel({ knex });
    const alone = await before.changes.propose(deploy('dev'), as('dana'));
    const asked = await before.changes.propose(deploy('prod'), as('dana'));
    await before.changes.vote(asked.id, approve(asked), as('pia'));
    const copy = await backUp(knex);

    const { changes } = await startKernel({ knex: copy });
    const voted = await changes.vote(asked.id, approve(asked), as('sven'));
    expect(voted.state).toBe('queued');
    expect(voted.current?.votes).toHaveLength(2);
    const second = await changes.propose(deploy('dev'), as('dana'));
    const third = await changes.propose(deploy('dev'), as('dana'));
    expect([second.state, third.state]).toEqual([
      'queued',
      'awaiting-approval',
    ]);
    await expect(changes.get(alone.id, as('dana'))).resolves.toMatchObject({
      state: 'queued',
    });
  });

  it('that is older than what was exported shows as cut off or forked', async () => {
    const knex = await databases.init(databaseId);
    const before = await open(knex);
    await before.append(3);
    const copy = await backUp(knex);
    await before.append(3);
    const later = await before.bundle();
    const restored = await open(copy);
    const known = { knownCheckpoints: [later.checkpoints.at(-1)] };
    expect(verifyBundle(await restored.bundle(), known)).toMatchObject({
      fault: 'truncated',
    });
    await restored.append(3);
    expect(verifyBundle(await restored.bundle(), known)).toMatchObject({
      fault: 'fork',
    });
  });
});
