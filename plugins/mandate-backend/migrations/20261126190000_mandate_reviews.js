// @ts-check

/**
 * Reviews of mandates: what people said of a version, and when somebody was last reminded.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('mandate_mandate_reviews', table => {
    table.comment('What reviewers said of mandates; rows are never altered');
    table.string('id', 36).primary();
    table.string('mandate', 200).notNullable().comment('Entity ref');
    table
      .string('version', 100)
      .notNullable()
      .comment('The version in force that was reviewed');
    table.string('verdict', 20).notNullable();
    table.string('comment', 2000).notNullable();
    table.string('reviewed_by', 200).notNullable();
    table.bigInteger('reviewed_at').notNullable();
    table.index(['mandate', 'reviewed_at']);
  });
  await knex.schema.alterTable('mandate_mandates', table => {
    table
      .bigInteger('review_reminded_at')
      .comment('When somebody was last reminded of its review');
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.alterTable('mandate_mandates', table => {
    table.dropColumn('review_reminded_at');
  });
  await knex.schema.dropTable('mandate_mandate_reviews');
};
