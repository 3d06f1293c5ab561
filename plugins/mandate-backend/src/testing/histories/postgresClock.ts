import knexFactory, { type Knex } from 'knex';
import { KernelStore } from '../../database/KernelStore';
import { type ClockedDatabase, HISTORY_BEGINS_MS } from './virtualClock';

/** Where the clock of histories is found, before the real one. */
const SCHEMA = 'histories';
/** The history's time in milliseconds since the epoch, told to each connection. */
const CLOCK = 'histories.now';

/** A server on which histories are lived through, each hundred in a database of their own. */
export interface HistoryServer {
  open(): Promise<ClockedDatabase>;
  close(): Promise<void>;
}

/**
 * Prepares a database in which a kernel has started, which later ones are copies of. In them, `clock_timestamp()` answers
 * the history's time.
 */
export async function startPostgresHistories(
  connection: string,
): Promise<HistoryServer> {
  const admin = knexFactory({ client: 'pg', connection });
  const original = `histories_${process.pid}_${Date.now()}`;
  const addressOf = (database: string) => {
    const url = new URL(connection);
    url.pathname = `/${database}`;
    return url.toString();
  };
  await admin.raw('create database ??', [original]);
  const first = connect(addressOf(original));
  await first.knex.raw('create schema ??', [SCHEMA]);
  await first.knex.raw(
    `create function ??.clock_timestamp() returns timestamptz language sql stable as
     'select timestamptz ''epoch'' + current_setting(''${CLOCK}'')::bigint * interval ''1 millisecond'''`,
    [SCHEMA],
  );
  await KernelStore.create({ database: { getClient: async () => first.knex } });
  await first.close();
  let count = 0;
  return {
    open: async () => {
      count += 1;
      const name = `${original}_${count}`;
      await admin.raw('create database ?? template ??', [name, original]);
      const opened = connect(addressOf(name));
      return {
        ...opened,
        close: async () => {
          await opened.close();
          await admin.raw('drop database ?? with (force)', [name]);
        },
      };
    },
    close: async () => {
      await admin.raw('drop database ?? with (force)', [original]);
      await admin.destroy();
    },
  };
}

function connect(connection: string): ClockedDatabase {
  let nowMs = HISTORY_BEGINS_MS;
  const knex: Knex = knexFactory({
    client: 'pg',
    connection,
    searchPath: [SCHEMA, 'pg_catalog'],
    pool: {
      afterCreate: (
        opened: PostgresConnection,
        done: (error: null, connection: unknown) => void,
      ) => {
        tellClock(opened, () => nowMs);
        done(null, opened);
      },
    },
  });
  return {
    name: 'PostgreSQL',
    knex,
    nowMs: () => nowMs,
    setClock: next => {
      nowMs = next;
    },
    close: () => knex.destroy(),
  };
}

/** What is used of a connection of pg. */
interface PostgresConnection {
  query(...of: readonly unknown[]): unknown;
}

/** Tells a connection the time before the first query at that time; a clock that nobody reads costs nothing. */
function tellClock(connection: PostgresConnection, nowMs: () => number): void {
  const query = connection.query.bind(connection);
  let told: number | undefined;
  connection.query = (...of) => {
    if (told !== nowMs()) {
      told = nowMs();
      query(`set ${CLOCK} = '${told}'`, (error: unknown) => {
        if (error) {
          // In a transaction that has failed nothing can be set.
          told = undefined;
        }
      });
    }
    if (/^rollback/i.test(textOf(of[0]))) {
      // What was set in the transaction is set no more.
      told = undefined;
    }
    return query(...of);
  };
}

function textOf(asked: unknown): string {
  return typeof asked === 'object' && asked !== null && 'text' in asked
    ? String(asked.text)
    : String(asked);
}
