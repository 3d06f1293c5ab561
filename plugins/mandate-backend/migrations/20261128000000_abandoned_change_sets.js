// @ts-check

/**
 * A set whose proposal ended half-way is given up, and takes no more changes.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.alterTable('mandate_change_sets', table => {
    table
      .bigInteger('abandoned_at')
      .comment('When it was given up before all of it was proposed');
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  // On SQLite, knex would make the table anew, and what refers to it would go with the old one.
  await knex.raw('alter table ?? drop column ??', [
    'mandate_change_sets',
    'abandoned_at',
  ]);
};
