// @ts-check

/**
 * Every version of a mandate that was in force, and since when.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('mandate_mandate_versions', table => {
    table.comment('Versions that came into force; rows are never altered');
    table.string('mandate', 200).notNullable().comment('Entity ref');
    table.string('version', 100).notNullable();
    table.text('spec').notNullable();
    table.bigInteger('in_force_since').notNullable();
    table.primary(['mandate', 'in_force_since']);
  });
  const known = await knex('mandate_mandates')
    .whereNotNull('version')
    .select('name', 'version', 'spec', 'in_force_since');
  if (known.length > 0) {
    await knex.batchInsert(
      'mandate_mandate_versions',
      known.map(({ name, ...row }) => ({ mandate: name, ...row })),
      100,
    );
  }
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.dropTable('mandate_mandate_versions');
};
