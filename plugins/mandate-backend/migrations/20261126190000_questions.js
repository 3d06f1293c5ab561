// @ts-check

/**
 * What people ask about a change that waits for approval, and what they are answered.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('mandate_questions', table => {
    table.comment('Questions about changes, each with at most one answer');
    table.string('id', 36).primary();
    table
      .string('change_id', 36)
      .notNullable()
      .references('id')
      .inTable('mandate_changes')
      .onDelete('CASCADE');
    table.string('asked_by', 200).notNullable();
    table.bigInteger('asked_at').notNullable();
    table.text('text').notNullable();
    table.string('answered_by', 200);
    table.bigInteger('answered_at');
    table.text('answer');
    table.index(['change_id', 'asked_at']);
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.dropTableIfExists('mandate_questions');
};
