// @ts-check

const TABLE = 'mandate_timers';

/**
 * A timer that fired is gone: a change that waits for a week would leave a row of each minute. What is tried again knows how
 * often it was, whichever replica tried.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex(TABLE).whereNotNull('fired_at').delete();
  await knex.schema.alterTable(TABLE, table => {
    table.dropIndex(['fired_at', 'due_at']);
    table.integer('attempts').notNullable().defaultTo(0);
    table.index(['due_at']);
  });
  await knex.schema.alterTable(TABLE, table => {
    table.dropColumn('fired_at');
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.alterTable(TABLE, table => {
    table.bigInteger('fired_at');
    table.dropIndex(['due_at']);
    table.index(['fired_at', 'due_at']);
  });
  await knex.schema.alterTable(TABLE, table => {
    table.dropColumn('attempts');
  });
};
