// @ts-check

/**
 * When somebody was last reminded of the review of an intervention.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.alterTable('mandate_interventions', table => {
    table
      .bigInteger('reminded_at')
      .comment('When reviewers were last reminded of its review');
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.alterTable('mandate_interventions', table => {
    table.dropColumn('reminded_at');
  });
};
