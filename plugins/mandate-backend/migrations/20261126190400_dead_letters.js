// @ts-check

/**
 * Messages that could not be delivered for so long that nobody tries any more, until a person has them sent again.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.alterTable('mandate_outbox', table => {
    table.bigInteger('dead_at').comment('Since when it is given up');
    table.index(['dead_at']);
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.alterTable('mandate_outbox', table => {
    table.dropIndex(['dead_at']);
    table.dropColumn('dead_at');
  });
};
