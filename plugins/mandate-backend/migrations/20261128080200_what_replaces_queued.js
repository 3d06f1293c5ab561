// @ts-check

/**
 * Whether a change takes the place of older ones that wait, as its kind said when it was planned: it does so also when it is
 * approved while the module that brings its kind is not installed.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.alterTable('mandate_changes', table => {
    table
      .boolean('replaces_queued')
      .comment('Absent in changes planned before it was kept');
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  // On SQLite, knex would make the table anew, and what refers to it would go with the old one.
  await knex.raw('alter table ?? drop column ??', [
    'mandate_changes',
    'replaces_queued',
  ]);
};
