// @ts-check

/**
 * A timer that could not be dealt with is due later; what it is for goes by when it was due at first.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.alterTable('mandate_timers', table => {
    table.bigInteger('first_due_at').comment('Of one that was put off');
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.alterTable('mandate_timers', table => {
    table.dropColumn('first_due_at');
  });
};
