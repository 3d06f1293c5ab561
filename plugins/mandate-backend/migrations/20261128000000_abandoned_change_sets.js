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
  await knex.schema.alterTable('mandate_change_sets', table => {
    table.dropColumn('abandoned_at');
  });
};
