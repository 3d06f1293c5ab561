// @ts-check

/**
 * A target has one instance with a workload, and beside it one of each template without: quotas, network policies, …
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.alterTable('mandate_template_instances', table => {
    table
      .string('part', 253)
      .notNullable()
      .defaultTo('')
      .comment('The template again when it has no workload, otherwise empty');
  });
  await knex.schema.alterTable('mandate_template_instances', table => {
    table.dropPrimary();
    table.primary(['entity_ref', 'environment', 'part']);
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex('mandate_template_instances').whereNot({ part: '' }).delete();
  await knex.schema.alterTable('mandate_template_instances', table => {
    table.dropPrimary();
    table.primary(['entity_ref', 'environment']);
  });
  await knex.schema.alterTable('mandate_template_instances', table => {
    table.dropColumn('part');
  });
};
