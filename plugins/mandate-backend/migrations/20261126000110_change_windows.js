// @ts-check

/**
 * Change windows and freezes as synced from the catalog, and the conditions that an approval can carry.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('mandate_change_windows', table => {
    table.comment(
      'Windows and freezes with their version in force, and a newer one that could not be read',
    );
    table.string('name', 200).primary().comment('Entity ref');
    table.string('title', 300).notNullable();
    table.text('description');
    table
      .string('version', 100)
      .comment('Digest of the spec in force; null when none ever was valid');
    table.text('spec');
    table.bigInteger('in_force_since');
    table
      .text('rejected_errors')
      .comment('Errors of a newer, unreadable version, as JSON');
    table.bigInteger('removed_at').comment('When it left the catalog');
    table.bigInteger('updated_at').notNullable();
  });
  await knex.schema.alterTable('mandate_votes', table => {
    table
      .bigInteger('not_before')
      .comment('The approval holds for a start at or after it');
    table
      .boolean('only_inside_window')
      .notNullable()
      .defaultTo(false)
      .comment('The approval holds inside a change window only');
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.alterTable('mandate_votes', table => {
    table.dropColumn('not_before');
    table.dropColumn('only_inside_window');
  });
  await knex.schema.dropTableIfExists('mandate_change_windows');
};
