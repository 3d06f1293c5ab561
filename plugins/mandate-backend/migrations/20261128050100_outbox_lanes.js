// @ts-check

const INDEX = 'mandate_outbox_lanes';

/**
 * Messages about the same thing have a lane, in which replicas keep their order.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.alterTable('mandate_outbox', table => {
    table.string('lane', 400).comment('Messages whose order matters');
    table.index(['lane', 'position'], INDEX, {
      predicate: knex.whereNull('delivered_at').whereNull('dead_at'),
    });
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.alterTable('mandate_outbox', table => {
    table.dropIndex(['lane', 'position'], INDEX);
    table.dropColumn('lane');
  });
};
