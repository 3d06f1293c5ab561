// @ts-check

/**
 * The facts a decision was made on, beside it: mandates are replayed over them.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.alterTable('mandate_revisions', table => {
    table
      .text('facts')
      .comment('What conditions of mandates read when it was decided, as JSON');
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.alterTable('mandate_revisions', table => {
    table.dropColumn('facts');
  });
};
