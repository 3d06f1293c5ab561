import type { Knex } from 'knex';
import { RandomSource } from '../../testing/histories/RandomSource';
import { ReplicaProcess } from '../../testing/replicas/ReplicaProcess';
import { strike } from '../../testing/replicas/strike';
import { sharedDatabases } from '../../testing/replicas/sharedDatabases';
import { prepareWorld } from '../../testing/replicas/TableWorld';
import { untilEnded } from '../../testing/replicas/untilEnded';
import { RunHarness } from './testing/RunHarness';

jest.setTimeout(600_000);

const SEED = Number(process.env.MANDATE_REPLICAS_SEED ?? 1);
/** Times that something happens to a replica while there is work. */
const BLOWS = Number(process.env.MANDATE_REPLICAS_BLOWS ?? 8);
const CHANGES = 24;
const STEPS = ['a', 'look', 'b'];

describe.each(sharedDatabases)('Replicas as processes, $name', ({ open }) => {
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
      const start = () => ReplicaProcess.start(config);
      const replicas = await Promise.all(Array.from({ length: count }, start));
      try {
        for (let blow = 0; blow < BLOWS; blow += 1) {
          await strike(replicas, { random, database, start });
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
