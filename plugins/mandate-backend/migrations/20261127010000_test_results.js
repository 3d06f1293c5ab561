// @ts-check

/**
 * What pipelines and agents found when they tested a plan, for those who decide on it.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('mandate_test_results', table => {
    table.comment('Test results of plans');
    table.string('change_id', 36).notNullable();
    table.string('digest', 100).notNullable().comment('Of the plan');
    table.string('name', 200).notNullable();
    table.string('outcome', 20).notNullable();
    table.text('url');
    table.text('counts').comment('JSON; null where nobody counted');
    table.string('attached_by', 253).notNullable();
    table.bigInteger('attached_at').notNullable();
    table.primary(['change_id', 'digest', 'name']);
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.dropTable('mandate_test_results');
};
