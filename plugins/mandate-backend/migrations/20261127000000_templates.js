// @ts-check

/**
 * Versions of templates that people approved, with their texts, and what each target was rendered from.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('mandate_template_versions', table => {
    table.comment('Versions of templates that were approved at some time');
    table.string('digest', 80).primary().comment('Of the whole document');
    table.string('name', 253).notNullable().index();
    table.text('document').notNullable().comment('The file');
    table
      .string('state', 20)
      .notNullable()
      .comment('approved, deprecated or withdrawn');
    table.text('reason').comment('Why it is in this state');
    table.text('decision_record').comment('What it is for, and why so');
    table.string('change_id', 36).comment('Null for the bootstrap list');
    table.bigInteger('since').notNullable();
  });
  await knex.schema.createTable('mandate_template_instances', table => {
    table.comment('What each target was rendered from');
    table.string('entity_ref', 200).notNullable();
    table.string('environment', 63).notNullable();
    table.string('template', 253).notNullable().index();
    table.string('digest', 80).notNullable().index();
    table.text('values').notNullable();
    table.text('images').notNullable();
    table.string('namespace', 63).notNullable();
    table.string('workload', 63).notNullable();
    table.string('change_id', 36).notNullable();
    table.bigInteger('since').notNullable();
    table.primary(['entity_ref', 'environment']);
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.dropTable('mandate_template_instances');
  await knex.schema.dropTable('mandate_template_versions');
};
