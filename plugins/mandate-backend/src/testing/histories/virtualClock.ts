import knexFactory, { type Knex } from 'knex';
import { KernelStore } from '../../database/KernelStore';

/** Where histories begin: noon of some day. */
export const HISTORY_BEGINS_MS = Date.UTC(2026, 10, 2, 12);

/** A database in which a kernel has started, and whose clock goes as a history wants. */
export interface ClockedDatabase {
  readonly name: 'SQLite' | 'PostgreSQL';
  readonly knex: Knex;
  /** Milliseconds since the epoch. */
  nowMs(): number;
  /** Sets the database's clock, also back. */
  setClock(nowMs: number): void;
  close(): Promise<void>;
}

/** What a kernel that has just started finds; migrations are run once in a process. */
let started: Promise<Buffer> | undefined;

/** SQLite in memory; its `julianday('now')` answers the history's time. */
export async function openSqlite(): Promise<ClockedDatabase> {
  started ??= startSqlite();
  // safety: better-sqlite3 takes what serialize() gave in the place of a file's name, and knex hands it on.
  return inMemory((await started) as unknown as string);
}

/** A copy of a database in memory in which a kernel has started. */
async function startSqlite(): Promise<Buffer> {
  const { knex, close } = inMemory(':memory:');
  await KernelStore.create({ database: { getClient: async () => knex } });
  const connection: SqliteConnection = await knex.client.acquireConnection();
  const copy = connection.serialize();
  await knex.client.releaseConnection(connection);
  await close();
  return copy;
}

function inMemory(filename: string): ClockedDatabase {
  let nowMs = HISTORY_BEGINS_MS;
  const knex = knexFactory({
    client: 'better-sqlite3',
    connection: { filename },
    useNullAsDefault: true,
    pool: {
      min: 1,
      max: 1,
      afterCreate: (
        connection: SqliteConnection,
        done: (error: null, connection: unknown) => void,
      ) => {
        connection.function(
          'julianday',
          { varargs: true },
          () => nowMs / 86_400_000 + 2_440_587.5,
        );
        keepStatements(connection);
        done(null, connection);
      },
    },
  });
  return {
    name: 'SQLite',
    knex,
    nowMs: () => nowMs,
    setClock: next => {
      nowMs = next;
    },
    close: () => knex.destroy(),
  };
}

/** What is used of a connection of better-sqlite3. */
interface SqliteConnection {
  serialize(): Buffer;
  prepare(sql: string): unknown;
  function(
    name: string,
    options: { readonly varargs: boolean },
    call: () => number,
  ): void;
}

/** Preparing the same statements again and again would take most of the time. */
function keepStatements(connection: SqliteConnection): void {
  const kept = new Map<string, unknown>();
  const prepare = connection.prepare.bind(connection);
  connection.prepare = sql => {
    const statement = kept.get(sql) ?? prepare(sql);
    kept.set(sql, statement);
    return statement;
  };
}
