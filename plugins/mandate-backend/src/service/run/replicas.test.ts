import knexFactory, { type Knex } from 'knex';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { RandomSource } from '../../testing/histories/RandomSource';
import {
  REPLICA_LEASE_MS,
  ReplicaProcess,
} from '../../testing/replicas/ReplicaProcess';
import { prepareWorld } from '../../testing/replicas/TableWorld';
import { RunHarness } from './testing/RunHarness';

jest.setTimeout(600_000);

const POSTGRES =
  process.env.BACKSTAGE_TEST_DATABASE_POSTGRES15_CONNECTION_STRING;
const SEED = Number(process.env.MANDATE_REPLICAS_SEED ?? 1);
/** Times that something happens to a replica while there is work. */
const BLOWS = Number(process.env.MANDATE_REPLICAS_BLOWS ?? 8);
const CHANGES = 24;
const STEPS = ['a', 'look', 'b'];
const END_LIMIT_MS = 240_000;

const databases = [
  { name: 'SQLite', open: openSqlite },
  ...(POSTGRES === undefined
    ? []
    : [{ name: 'PostgreSQL', open: () => openPostgres(POSTGRES) }]),
];

describe.each(databases)('Replicas as processes, $name', ({ open }) => {
  it.each([2, 3])(
    'do each effect once while %d of them stand still, are cut off and die (I1, I2, I6)',
    async count => {
      const database = await open();
      const { knex, config } = database;
      const random = new RandomSource(SEED + count);
      const harness = await RunHarness.create(knex);
      await prepareWorld(knex);
      const ids: string[] = [];
      for (let index = 0; index < CHANGES; index += 1) {
        const { id } = await harness.propose(STEPS, { name: `app-${index}` });
        ids.push(id);
      }
      const replicas = await Promise.all(
        Array.from({ length: count }, () => ReplicaProcess.start(config)),
      );
      try {
        for (let blow = 0; blow < BLOWS; blow += 1) {
          await strike(database, replicas, random);
        }
        await untilEnded(knex, replicas);
        const states = await knex('mandate_changes').select('id', 'state');
        const effects = await effectsOf(knex);
        expect(
          states
            .map(({ id, state }) => ({ state, effects: effects[id] ?? [] }))
            .filter(change => !isWhole(change)),
        ).toEqual([]);
        expect(states.map(({ id }) => id).sort()).toEqual([...ids].sort());
        await expectNoGap(harness);
      } finally {
        await Promise.all(replicas.map(replica => replica.kill()));
        await database.close();
      }
    },
  );
});

/** Stops a replica for longer than its lease, cuts a connection in the middle of what it does, or kills a replica. */
async function strike(
  database: TestDatabase,
  replicas: ReplicaProcess[],
  random: RandomSource,
): Promise<void> {
  const index = random.between(0, replicas.length - 1);
  const dice = random.next();
  await wait(random.between(50, 400));
  if (dice < 0.5) {
    replicas[index].pause();
    await wait(REPLICA_LEASE_MS * 2);
    replicas[index].goOn();
  } else if (dice < 0.8) {
    await database.cutOne();
  } else {
    await replicas[index].kill();
    replicas[index] = await ReplicaProcess.start(database.config);
  }
}

async function untilEnded(
  knex: Knex,
  replicas: readonly ReplicaProcess[],
): Promise<void> {
  const endsAt = Date.now() + END_LIMIT_MS;
  for (;;) {
    const open = await knex('mandate_changes')
      .whereNull('ended_at')
      .select('state', 'status_words');
    if (open.length === 0) {
      return;
    }
    const dead = replicas.find(({ isAlive }) => !isAlive);
    if (dead || Date.now() > endsAt) {
      throw new Error(
        dead
          ? `A replica died: ${dead.said}`
          : `Not all ended: ${JSON.stringify(open)}`,
      );
    }
    await wait(200);
  }
}

/**
 * Whether a change did all of it, each once, or took back, each once, what it had done: a connection that is cut in the
 * middle of an attempt may fail the step.
 */
function isWhole(change: {
  readonly state: string;
  readonly effects: readonly string[];
}): boolean {
  const { state, effects } = change;
  if (new Set(effects).size !== effects.length) {
    return false;
  }
  return state === 'succeeded'
    ? effects.join() === 'do a,do b,do look'
    : state === 'undone' &&
        effects
          .filter(effect => effect.startsWith('do '))
          .every(effect => effects.includes(`un${effect}`));
}

/** What landed, by change; an effect that was made twice stands twice. */
async function effectsOf(knex: Knex): Promise<Record<string, string[]>> {
  const rows = await knex('world_effects').orderBy(['step', 'id']);
  const effects: Record<string, string[]> = {};
  for (const { change_id: id, direction, step } of rows) {
    effects[id] = [...(effects[id] ?? []), `${direction} ${step}`];
  }
  return effects;
}

async function expectNoGap(harness: RunHarness): Promise<void> {
  await harness.store.sequence();
  const indices = await harness
    .knex('mandate_ledger_entries')
    .orderBy('entry_index')
    .pluck('entry_index');
  expect(indices.map(Number)).toEqual(indices.map((_, index) => index));
  const ended = await harness
    .knex('mandate_ledger_entries')
    .where({ kind: 'ended' })
    .distinct('change_id');
  expect(ended).toHaveLength(CHANGES);
}

interface TestDatabase {
  readonly knex: Knex;
  /** What a replica connects with. */
  readonly config: Knex.Config;
  /** Cuts one of the replicas' connections; nothing where there are none. */
  cutOne(): Promise<void>;
  close(): Promise<void>;
}

async function openSqlite(): Promise<TestDatabase> {
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

async function openPostgres(server: string): Promise<TestDatabase> {
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
