// @ts-check

/**
 * What a vote was cast for stays known while it does not count, so that it counts again when its voter is back. Of votes
 * that are there already, that is what they count for.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.alterTable('mandate_votes', table => {
    table
      .text('cast_for', 'longtext')
      .comment('The groups it was cast for, as JSON');
  });
  await knex('mandate_votes').update({ cast_for: knex.ref('groups') });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.alterTable('mandate_votes', table => {
    table.dropColumn('cast_for');
  });
};
