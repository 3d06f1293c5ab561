// @ts-check

/**
 * What people did against the rules in an emergency, each reviewed by somebody else afterwards.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('mandate_interventions', table => {
    table.comment('Overrides of freezes and broken glass, with their reviews');
    table.string('id', 36).primary();
    table.string('kind', 20).notNullable().comment('override or break-glass');
    table
      .string('change_id', 36)
      .notNullable()
      .references('id')
      .inTable('mandate_changes')
      .onDelete('CASCADE');
    table.string('by', 200).notNullable();
    table.text('reason').notNullable();
    table.string('incident', 1000).comment('Link to the incident');
    table.bigInteger('at').notNullable();
    table.bigInteger('review_due_at').notNullable();
    table.string('reviewed_by', 200);
    table.bigInteger('reviewed_at');
    table.string('verdict', 20).comment('justified or not-justified');
    table.text('review_reason');
    table.index(['change_id']);
    table.index(['reviewed_at', 'review_due_at']);
    table.index(['by', 'reviewed_at']);
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.dropTableIfExists('mandate_interventions');
};
