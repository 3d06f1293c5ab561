// @ts-check

/**
 * What is spent counts from its first effect on: a change may have waited for longer than the window after it was decided.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.alterTable('mandate_budget_reservations', table => {
    table.renameColumn('reserved_at', 'counts_from');
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.alterTable('mandate_budget_reservations', table => {
    table.renameColumn('counts_from', 'reserved_at');
  });
};
