import type { Knex } from 'knex';
import { exampleMandate } from '../src/testing/exampleEntities';
import { as, startKernel } from '../src/testing/startKernel';
import { type Figure, onEachDatabase } from './database';

const CHANGES = 10_000;
const HOUR_MS = 3_600_000;
const outcomes = ['succeeded', 'succeeded', 'succeeded', 'undone', 'cancelled'];

/** Measures a replay of 10,000 past changes through each database, from the request to the answer. The target is 5 s. */
export function run(): Promise<Figure[]> {
  return onEachDatabase(async (database, knex) => {
    const kernel = await startKernel({ knex });
    const { id } = await kernel.changes.propose(
      {
        kind: 'deploy',
        target: {
          entityRef: 'component:default/checkout',
          environment: 'prod',
        },
        input: {},
      },
      as('dana'),
    );
    await multiply(knex, id);
    const started = performance.now();
    const replay = await kernel.replays.replay(
      { mandate: freer(), changes: CHANGES },
      as('dana'),
    );
    const seconds = (performance.now() - started) / 1_000;
    if (replay.changes !== CHANGES || replay.differenceCount === 0) {
      throw new Error(
        `The replay decided ${replay.changes} changes, ${replay.differenceCount} otherwise.`,
      );
    }
    return [
      {
        name: `replay of ${CHANGES} changes through ${database}`,
        value: Math.round(seconds * 100) / 100,
        unit: 's',
      },
    ];
  });
}

/** The example mandate without its approvals in production. */
function freer() {
  const { spec } = exampleMandate;
  return {
    ...exampleMandate,
    spec: {
      ...spec,
      grants: [{ changes: ['deploy'], oversight: 'autonomous' }],
    },
  };
}

/** Stores one change with its revision again and again, an hour apart, as changes that ended. */
async function multiply(knex: Knex, id: string): Promise<void> {
  const change = await knex('mandate_changes').where({ id }).first();
  const revision = await knex('mandate_revisions')
    .where({ change_id: id })
    .first();
  const copies = Array.from({ length: CHANGES }, (_, index) => ({
    id: `copy-${index}`,
    at: Number(change.created_at) - index * HOUR_MS,
    state: outcomes[index % outcomes.length],
  }));
  await knex.batchInsert(
    'mandate_changes',
    copies.map(copy => ({
      ...change,
      id: copy.id,
      state: copy.state,
      idempotency_key: null,
      created_at: copy.at,
    })),
    20,
  );
  await knex.batchInsert(
    'mandate_revisions',
    copies.map(copy => ({
      ...revision,
      change_id: copy.id,
      created_at: copy.at,
    })),
    50,
  );
}
