// @ts-check

/**
 * A notification that one way of delivery refused is not sent again by those that took it.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.alterTable('mandate_outbox', table => {
    table
      .text('reached', 'longtext')
      .comment('Ids of the notifiers that have delivered it, as JSON');
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.alterTable('mandate_outbox', table => {
    table.dropColumn('reached');
  });
};
