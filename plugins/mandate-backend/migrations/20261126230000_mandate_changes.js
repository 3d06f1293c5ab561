// @ts-check

/**
 * What the catalog shows of mandates, apart from what is in force: a version comes into force when it is approved.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('mandate_catalog_mandates', table => {
    table.comment('What the catalog shows of mandates, in force or not');
    table.string('name', 200).primary().comment('Entity ref');
    table.string('title', 200).notNullable();
    table.text('description');
    table
      .string('version', 100)
      .comment('The version shown; null when it left the catalog');
    table.text('spec');
    table
      .bigInteger('since')
      .notNullable()
      .comment('Since when the catalog shows it, or shows it no longer');
    table
      .string('change_id', 36)
      .comment('The change that proposes what the catalog shows');
  });
  await knex.schema.alterTable('mandate_mandates', table => {
    table
      .bigInteger('left_catalog_at')
      .comment(
        'Since when it grants nothing by itself, because it left the catalog and its removal is not approved',
      );
  });
  const known = await knex('mandate_mandates')
    .whereNotNull('version')
    .whereNull('removed_at')
    .select('name', 'title', 'description', 'version', 'spec')
    .select({ since: 'in_force_since' });
  if (known.length > 0) {
    await knex.batchInsert('mandate_catalog_mandates', known, 100);
  }
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.alterTable('mandate_mandates', table => {
    table.dropColumn('left_catalog_at');
  });
  await knex.schema.dropTable('mandate_catalog_mandates');
};
