import type { Entity } from '@backstage/catalog-model';
import type { Knex } from 'knex';
import {
  component,
  exampleEntities,
  exampleMandate,
} from '../src/testing/exampleEntities';
import { as, startKernel } from '../src/testing/startKernel';
import { type Figure, onPreferredDatabase } from './database';
import { indexedCatalog } from './indexedCatalog';

const ENTITIES = 10_000;
const MANDATES = 200;
const PAST_CHANGES = 100_000;
/** Of the past changes, one in so many still waits for approval. */
const WAITING_ONE_IN = 500;
const DECISIONS = 300;
const PROPOSALS = 200;
/** Decisions under way at the same time when the throughput is measured. */
const AT_ONCE = 8;
const INBOX_READS = 30;

/**
 * Measures deciding with a large organisation and a long past: one change alone, many at once, and the inbox of an
 * approver. Targets, through PostgreSQL: p99 of one decision below 50 ms, 100 a second, the inbox below 200 ms.
 */
export function run(): Promise<Figure[]> {
  return onPreferredDatabase(async (database, knex) => {
    const kernel = await startKernel({
      knex,
      catalog: indexedCatalog(manyEntities()),
    });
    const first = await kernel.changes.propose(proposalOf(0), as('dana'));
    await multiply(knex, first.id);
    const decide = async (count: number) => {
      await kernel.changes.simulate(proposalOf(count), as('dana'));
    };
    await oneByOne(20, decide);
    const processor = process.cpuUsage();
    const alone = await oneByOne(DECISIONS, decide);
    const { user, system } = process.cpuUsage(processor);
    const perSecond = await throughput(decide);
    const proposals = await oneByOne(PROPOSALS, async count => {
      await kernel.changes.propose(proposalOf(count), as('dana'));
    });
    const inbox = await oneByOne(INBOX_READS, async () => {
      const page = await kernel.changes.listApprovals({}, as('pia'));
      if (page.items.length === 0) {
        throw new Error('The inbox is empty, so reading it says nothing.');
      }
    });
    const what = `${ENTITIES} entities, ${MANDATES} mandates and ${PAST_CHANGES} past changes`;
    return [
      {
        name: `plan, assess and decide one change through ${database}, ${what}, p99`,
        value: p99(alone),
        unit: 'ms',
      },
      {
        // Unlike the latency, much the same on a machine that has other work.
        name: `processor time of this process for each, ${database}`,
        value: Math.round((user + system) / DECISIONS / 100) / 10,
        unit: 'ms',
      },
      {
        name: `plan, assess and decide one change through ${database}, median`,
        value: percentile(alone, 0.5),
        unit: 'ms',
      },
      {
        name: `decisions through ${database}, ${AT_ONCE} at once`,
        value: Math.round(perSecond),
        unit: '/s',
      },
      {
        name: `propose one change through ${database}, p99`,
        value: p99(proposals),
        unit: 'ms',
      },
      {
        name: `approval inbox through ${database}, ${
          PAST_CHANGES / WAITING_ONE_IN
        } waiting, p99`,
        value: p99(inbox),
        unit: 'ms',
      },
    ];
  });
}

function proposalOf(count: number) {
  return {
    kind: 'deploy',
    target: {
      // Steps that share no factor with the number of entities visit all of them.
      entityRef: `component:default/service-${(count * 7_919) % ENTITIES}`,
      environment: count % 2 ? 'dev' : 'prod',
    },
    input: {},
  };
}

/** A tenth of the mandates covers every target; each of the others names an owner. */
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
        appliesTo:
          index % 10 === 0
            ? { environments: ['dev', 'prod'] }
            : { owners: [`group:default/team-${index}`] },
      },
    })),
  ];
}

/**
 * Stores one change with its revision again and again, over all entities and back in time, most of them ended. The
 * database copies by itself: a hundred thousand rows through the driver would take minutes.
 */
async function multiply(knex: Knex, id: string): Promise<void> {
  const state = `case when n % ${WAITING_ONE_IN} = 0 then 'awaiting-approval' when n % 10 = 0 then 'undone' else 'succeeded' end`;
  await copyRows(
    knex,
    'mandate_changes',
    { id },
    {
      id: `'copy-' || n`,
      entity_ref: `'component:default/service-' || (n % ${ENTITIES})`,
      target_key: `'one/shop-prod/Deployment/service-' || (n % ${ENTITIES})`,
      state,
      idempotency_key: `'copy-' || n`,
      created_at: `created_at - n * 60000`,
      updated_at: `updated_at - n * 60000`,
    },
  );
  await copyRows(
    knex,
    'mandate_revisions',
    { change_id: id },
    {
      change_id: `'copy-' || n`,
      created_at: `created_at - n * 60000`,
    },
  );
  await knex.raw('analyze');
}

async function copyRows(
  knex: Knex,
  table: string,
  where: Readonly<Record<string, string>>,
  replaced: Readonly<Record<string, string>>,
): Promise<void> {
  const columns = Object.keys(await knex(table).columnInfo());
  const [[key, value]] = Object.entries(where);
  await knex.raw(
    `with recursive numbers(n) as (select cast(1 as bigint) union all select n + 1 from numbers where n < ${PAST_CHANGES})
     insert into ${table} (${columns.join(', ')})
     select ${columns
       .map(column => replaced[column] ?? column)
       .join(', ')} from ${table}, numbers where ${key} = ?`,
    [value],
  );
}

async function oneByOne(
  times: number,
  work: (count: number) => Promise<void>,
): Promise<readonly number[]> {
  const latencies: number[] = [];
  for (let count = 0; count < times; count += 1) {
    const started = performance.now();
    await work(count);
    latencies.push(performance.now() - started);
  }
  return latencies;
}

async function throughput(
  work: (count: number) => Promise<void>,
): Promise<number> {
  const started = performance.now();
  let next = 0;
  await Promise.all(
    Array.from({ length: AT_ONCE }, async () => {
      while (next < DECISIONS) {
        next += 1;
        await work(next);
      }
    }),
  );
  return DECISIONS / ((performance.now() - started) / 1_000);
}

function p99(latencies: readonly number[]): number {
  return percentile(latencies, 0.99);
}

function percentile(latencies: readonly number[], share: number): number {
  const sorted = latencies.toSorted((a, b) => a - b);
  const at = Math.ceil(sorted.length * share) - 1;
  return Math.round((sorted[at] ?? 0) * 10) / 10;
}
