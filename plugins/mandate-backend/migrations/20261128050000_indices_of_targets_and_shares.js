// @ts-check

/**
 * The newest change of a target, and the shares that count now, are asked for at every proposal and every decision, while
 * others wait.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.alterTable('mandate_changes', table => {
    table.index(['target_key', 'created_at']);
  });
  await knex.schema.alterTable('mandate_budget_reservations', table => {
    table.index(['state', 'counts_from']);
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.alterTable('mandate_budget_reservations', table => {
    table.dropIndex(['state', 'counts_from']);
  });
  await knex.schema.alterTable('mandate_changes', table => {
    table.dropIndex(['target_key', 'created_at']);
  });
};
