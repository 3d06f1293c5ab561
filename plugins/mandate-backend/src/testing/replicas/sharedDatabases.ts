import knexFactory, { type Knex } from 'knex';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const POSTGRES =
  process.env.BACKSTAGE_TEST_DATABASE_POSTGRES15_CONNECTION_STRING;

/** An empty database that several processes can use. */
export interface SharedDatabase {
  readonly knex: Knex;
  /** What a replica connects with. */
  readonly config: Knex.Config;
  /** Cuts one of the replicas' connections; nothing where there are none. */
  cutOne(): Promise<void>;
  close(): Promise<void>;
}

/** A file of SQLite, and a database of the PostgreSQL server where there is one. */
export const sharedDatabases: readonly {
  readonly name: 'SQLite' | 'PostgreSQL';
  readonly open: () => Promise<SharedDatabase>;
}[] = [
  { name: 'SQLite', open: openSqlite },
  ...(POSTGRES === undefined
    ? []
    : [{ name: 'PostgreSQL' as const, open: () => openPostgres(POSTGRES) }]),
];

async function openSqlite(): Promise<SharedDatabase> {
  const folder = await mkdtemp(join(tmpdir(), 'mandate-replicas-'));
  const config = {
    client: 'better-sqlite3',
    connection: { filename: join(folder, 'kernel.sqlite') },
    useNullAsDefault: true,
  };
  const knex = knexFactory(config);
  return {
    knex,
    config,
    cutOne: async () => {},
    close: async () => {
      await knex.destroy();
      await rm(folder, { recursive: true });
    },
  };
}

async function openPostgres(server: string): Promise<SharedDatabase> {
  const name = `replicas_${process.pid}_${Date.now()}`;
  const admin = knexFactory({ client: 'pg', connection: server });
  await admin.raw('create database ??', [name]);
  const url = new URL(server);
  url.pathname = `/${name}`;
  const knex = knexFactory({ client: 'pg', connection: url.toString() });
  url.searchParams.set('application_name', 'replica');
  return {
    knex,
    config: { client: 'pg', connection: url.toString() },
    cutOne: async () => {
      // One that is in the middle of a transaction, if there is.
      await admin.raw(
        `select pg_terminate_backend(pid) from (
           select pid from pg_stat_activity
           where datname = ? and application_name = 'replica'
           order by xact_start is null, random() limit 1
         ) as one`,
        [name],
      );
    },
    close: async () => {
      await knex.destroy();
      await admin.raw('drop database ?? with (force)', [name]);
      await admin.destroy();
    },
  };
}
