// @ts-check

/**
 * Kill switches, and what a run waits for while a rule keeps it from going on.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('mandate_kill_switches', table => {
    table.comment('Switches that stop autonomy; on until they are lifted');
    table.string('id', 36).primary();
    table.text('scope').notNullable().comment('Targets it covers, as JSON');
    table.text('changes').comment('Kinds it stops, as JSON; all when null');
    table.text('reason').notNullable();
    table.string('engaged_by', 200).notNullable();
    table.bigInteger('engaged_at').notNullable();
    table.string('lifted_by', 200);
    table.bigInteger('lifted_at');
    table.text('lift_reason');
    table.index(['lifted_at', 'engaged_at']);
  });
  await knex.schema.alterTable('mandate_runs', table => {
    table
      .string('waits_for', 250)
      .comment('The rule that keeps it from going on; emptied by a claim');
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.alterTable('mandate_runs', table => {
    table.dropColumn('waits_for');
  });
  await knex.schema.dropTableIfExists('mandate_kill_switches');
};
