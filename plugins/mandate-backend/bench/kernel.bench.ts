import type { Entity } from '@backstage/catalog-model';
import knexFactory, { type Knex } from 'knex';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { KernelStore } from '../src/database/KernelStore';
import { KERNEL_ACTOR } from '../src/service/change/actors';
import {
  component,
  exampleEntities,
  exampleMandate,
} from '../src/testing/exampleEntities';
import { as, startKernel } from '../src/testing/startKernel';

/** One measurement. */
export interface Figure {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
}

const APPENDS = 500;
const WRITERS = 8;
const PROPOSALS = 200;
const ENTITIES = 1_000;
const MANDATES = 100;

/** A PostgreSQL server to measure through, as a connection string; without it only SQLite is measured. */
const POSTGRES =
  process.env.BACKSTAGE_TEST_DATABASE_POSTGRES15_CONNECTION_STRING;

/** Measures the kernel through each database: ledger appends, and whole proposals with many entities and mandates. */
export async function run(): Promise<Figure[]> {
  const figures: Figure[] = [];
  const folder = await mkdtemp(join(tmpdir(), 'mandate-bench-'));
  try {
    figures.push(
      ...(await measure('SQLite', name => sqlite(join(folder, `${name}.db`)))),
    );
    if (POSTGRES) {
      figures.push(
        ...(await measure('PostgreSQL', name => postgres(POSTGRES, name))),
      );
    }
  } finally {
    await rm(folder, { recursive: true });
  }
  return figures;
}

async function measure(
  database: string,
  open: (name: string) => Promise<Knex>,
): Promise<Figure[]> {
  const suffix = Date.now();
  return [
    ...(await withDatabase(open, `bench_ledger_${suffix}`, knex =>
      measureAppends(database, knex),
    )),
    ...(await withDatabase(open, `bench_propose_${suffix}`, knex =>
      measureProposals(database, knex),
    )),
  ];
}

async function measureAppends(database: string, knex: Knex): Promise<Figure[]> {
  const store = await KernelStore.create({
    database: { getClient: async () => knex },
  });
  const started = performance.now();
  await Promise.all(
    Array.from({ length: WRITERS }, async () => {
      for (let count = 0; count < APPENDS / WRITERS; count += 1) {
        await store.transaction(async tx => {
          tx.ledger.append({
            kind: 'configuration',
            actor: KERNEL_ACTOR,
            data: { count },
          });
        });
      }
    }),
  );
  const seconds = (performance.now() - started) / 1_000;
  return [
    {
      name: `ledger appends through ${database}, one a transaction, ${WRITERS} writers`,
      value: Math.round(APPENDS / seconds),
      unit: '/s',
    },
  ];
}

async function measureProposals(
  database: string,
  knex: Knex,
): Promise<Figure[]> {
  const { changes } = await startKernel({ knex, entities: manyEntities() });
  const latencies: number[] = [];
  for (let count = 0; count < PROPOSALS; count += 1) {
    const started = performance.now();
    await changes.simulate(proposalOf(count), as('dana'));
    latencies.push(performance.now() - started);
  }
  const proposing: number[] = [];
  for (let count = 0; count < PROPOSALS; count += 1) {
    const started = performance.now();
    await changes.propose(proposalOf(count), as('dana'));
    proposing.push(performance.now() - started);
  }
  const what = `${ENTITIES} entities and ${MANDATES} mandates`;
  return [
    percentile(
      `plan, assess and decide through ${database}, ${what}`,
      latencies,
    ),
    percentile(`propose through ${database}, ${what}`, proposing),
  ];
}

function proposalOf(count: number) {
  return {
    kind: 'deploy',
    target: {
      entityRef: `component:default/service-${count % ENTITIES}`,
      environment: count % 2 ? 'dev' : 'prod',
    },
    input: {},
  };
}

function manyEntities(): readonly Entity[] {
  return [
    ...exampleEntities,
    ...Array.from({ length: ENTITIES }, (_, index) =>
      component(`service-${index}`),
    ),
    ...Array.from({ length: MANDATES - 1 }, (_, index) => ({
      ...exampleMandate,
      metadata: { ...exampleMandate.metadata, name: `mandate-${index}` },
      spec: {
        ...exampleMandate.spec,
        budgets: [],
        // A tenth of them covers every target; the rest names other owners.
        appliesTo:
          index % 10 === 0
            ? { environments: ['dev', 'prod'] }
            : { owners: [`group:default/team-${index}`] },
      },
    })),
  ];
}

function percentile(name: string, latencies: readonly number[]): Figure {
  const sorted = latencies.toSorted((a, b) => a - b);
  const at = Math.ceil(sorted.length * 0.99) - 1;
  return {
    name: `${name}, p99`,
    value: Math.round((sorted[at] ?? 0) * 10) / 10,
    unit: 'ms',
  };
}

async function withDatabase<T>(
  open: (name: string) => Promise<Knex>,
  name: string,
  use: (knex: Knex) => Promise<T>,
): Promise<T> {
  const knex = await open(name);
  try {
    return await use(knex);
  } finally {
    await knex.destroy();
  }
}

async function sqlite(filename: string): Promise<Knex> {
  return knexFactory({
    client: 'better-sqlite3',
    connection: { filename },
    useNullAsDefault: true,
  });
}

async function postgres(connection: string, name: string): Promise<Knex> {
  const admin = knexFactory({ client: 'pg', connection });
  await admin.raw('create database ??', [name]);
  await admin.destroy();
  const url = new URL(connection);
  url.pathname = `/${name}`;
  return knexFactory({ client: 'pg', connection: url.toString() });
}
