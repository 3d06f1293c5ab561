import knexFactory, { type Knex } from 'knex';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** One measurement. */
export interface Figure {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
}

/** A PostgreSQL server to measure through, as a connection string; without it only SQLite is measured. */
const POSTGRES =
  process.env.BACKSTAGE_TEST_DATABASE_POSTGRES15_CONNECTION_STRING;

/** Measures with an empty database of each kind. */
export async function onEachDatabase(
  measure: (database: 'SQLite' | 'PostgreSQL', knex: Knex) => Promise<Figure[]>,
): Promise<Figure[]> {
  const figures = await onSqlite(knex => measure('SQLite', knex));
  return POSTGRES === undefined
    ? figures
    : [
        ...figures,
        ...(await onPostgres(POSTGRES, knex => measure('PostgreSQL', knex))),
      ];
}

/** Measures with one empty database: PostgreSQL where there is one, else SQLite. For what takes minutes to prepare. */
export async function onPreferredDatabase(
  measure: (database: 'SQLite' | 'PostgreSQL', knex: Knex) => Promise<Figure[]>,
): Promise<Figure[]> {
  return POSTGRES === undefined
    ? onSqlite(knex => measure('SQLite', knex))
    : onPostgres(POSTGRES, knex => measure('PostgreSQL', knex));
}

async function onSqlite<T>(work: (knex: Knex) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'mandate-bench-'));
  try {
    return await use(sqlite(join(folder, 'bench.db')), work);
  } finally {
    await rm(folder, { recursive: true });
  }
}

async function onPostgres<T>(
  connection: string,
  work: (knex: Knex) => Promise<T>,
): Promise<T> {
  const name = `bench_${Date.now()}`;
  return use(knexFactory({ client: 'pg', connection }), async admin => {
    await admin.raw('create database ??', [name]);
    const url = new URL(connection);
    url.pathname = `/${name}`;
    try {
      return await use(
        knexFactory({ client: 'pg', connection: url.toString() }),
        work,
      );
    } finally {
      await admin.raw('drop database ??', [name]);
    }
  });
}

async function use<T>(
  knex: Knex,
  work: (knex: Knex) => Promise<T>,
): Promise<T> {
  try {
    return await work(knex);
  } finally {
    await knex.destroy();
  }
}

function sqlite(filename: string): Knex {
  return knexFactory({
    client: 'better-sqlite3',
    connection: { filename },
    useNullAsDefault: true,
  });
}
