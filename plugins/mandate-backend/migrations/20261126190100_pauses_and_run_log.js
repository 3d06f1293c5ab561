// @ts-check

/**
 * A run can be paused by a person, and its steps report what they do.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.alterTable('mandate_runs', table => {
    table.bigInteger('paused_at').comment('Since when it is paused');
    table.string('paused_by', 200);
    table.text('pause_reason');
  });
  await knex.schema.createTable('mandate_run_log', table => {
    table.comment('What steps reported while they ran; the newest lines');
    table
      .string('change_id', 36)
      .notNullable()
      .references('id')
      .inTable('mandate_changes')
      .onDelete('CASCADE');
    table.integer('line').notNullable();
    table.bigInteger('at').notNullable();
    table.string('step_id', 100).notNullable();
    table.text('words').notNullable();
    table.primary(['change_id', 'line']);
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.dropTableIfExists('mandate_run_log');
  await knex.schema.alterTable('mandate_runs', table => {
    table.dropColumns('paused_at', 'paused_by', 'pause_reason');
  });
};
