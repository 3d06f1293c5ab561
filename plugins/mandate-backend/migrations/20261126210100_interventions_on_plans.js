// @ts-check

/**
 * An intervention is about the plan that somebody saw, as a vote is: another revision needs another one.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.alterTable('mandate_interventions', table => {
    table.integer('revision').notNullable().defaultTo(0);
    table
      .string('digest', 100)
      .notNullable()
      .defaultTo('')
      .comment('Of the plan that was seen');
  });
  await knex('mandate_interventions').update({
    revision: knex.raw(
      'coalesce((select c.revision from mandate_changes c where c.id = mandate_interventions.change_id), 0)',
    ),
  });
  await knex('mandate_interventions').update({
    digest: knex.raw(
      "coalesce((select r.digest from mandate_revisions r where r.change_id = mandate_interventions.change_id and r.number = mandate_interventions.revision), '')",
    ),
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.alterTable('mandate_interventions', table => {
    table.dropColumn('digest');
    table.dropColumn('revision');
  });
};
