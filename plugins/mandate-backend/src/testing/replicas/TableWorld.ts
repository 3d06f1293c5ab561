import type {
  ActOutcome,
  Observation,
  StepContext,
} from '@mandate/plugin-mandate-node';
import type { Knex } from 'knex';
import { setTimeout as wait } from 'node:timers/promises';
import { FakeWorld } from '../../service/run/testing/FakeWorld';

/** Before and after each effect a replica takes this long at most: time to be stopped or cut off there. */
const SLOW_MS = 60;

/** The tables of the world that several replicas share. */
export async function prepareWorld(knex: Knex): Promise<void> {
  await knex.schema.createTable('world_there', table => {
    table.string('idempotency_key', 300).primary();
  });
  await knex.schema.createTable('world_fences', table => {
    table.string('change_id', 36).primary();
    table.integer('fence').notNullable();
  });
  await knex.schema.createTable('world_effects', table => {
    table.increments('id');
    table.string('change_id', 36).notNullable();
    table.string('step', 100).notNullable();
    table.string('direction', 10).notNullable();
  });
}

/**
 * A target in the database, outside of all of the kernel's transactions: what landed there stays. As an API server it refuses
 * a write of an earlier owner after one of a later owner, and it counts what is done twice.
 */
export class TableWorld {
  readonly #knex: Knex;

  constructor(knex: Knex) {
    this.#knex = knex;
  }

  /** As the kind of `FakeWorld`, so that both make the same plans; its effects are rows. */
  kind(): ReturnType<FakeWorld['kind']> {
    return {
      ...new FakeWorld().kind(),
      step: () => ({
        observe: context => this.#look(context, true),
        observeUndone: context => this.#look(context, false),
        act: context => this.#land(context, 'do'),
        undo: context => this.#land(context, 'undo'),
      }),
    };
  }

  async #look(context: StepContext, isWanted: boolean): Promise<Observation> {
    const row = await this.#knex('world_there')
      .where({ idempotency_key: context.idempotencyKey })
      .first();
    return (row !== undefined) === isWanted
      ? { type: 'present', words: 'It is so.' }
      : { type: 'absent', words: 'It is not so.' };
  }

  async #land(
    context: StepContext,
    direction: 'do' | 'undo',
  ): Promise<ActOutcome> {
    const { changeId, idempotencyKey, fence } = context;
    await wait(Math.random() * SLOW_MS);
    const landed = await this.#knex.transaction(async trx => {
      await trx('world_fences')
        .insert({ change_id: changeId, fence })
        .onConflict('change_id')
        .ignore();
      const isCurrent = await trx('world_fences')
        .where({ change_id: changeId })
        .where('fence', '<=', fence)
        .update({ fence });
      if (isCurrent === 0) {
        return false;
      }
      const key = { idempotency_key: idempotencyKey };
      const changed =
        direction === 'do'
          ? await trx('world_there')
              .insert(key)
              .onConflict('idempotency_key')
              .ignore()
              .returning('idempotency_key')
          : await trx('world_there')
              .where(key)
              .delete()
              .returning('idempotency_key');
      if (changed.length > 0) {
        await trx('world_effects').insert({
          change_id: changeId,
          step: idempotencyKey.slice(idempotencyKey.lastIndexOf('/') + 1),
          direction,
        });
      }
      return true;
    });
    if (!landed) {
      return { type: 'refused', words: 'A later owner has written already.' };
    }
    await wait(Math.random() * SLOW_MS);
    return { type: 'acted' };
  }
}
