// @ts-check

/**
 * Who answers for the agent that proposed a change, as configured when it proposed.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.alterTable('mandate_changes', table => {
    table
      .string('proposer_owner', 200)
      .comment('The person who answers for the agent, as entity ref');
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  // On SQLite, knex would make the table anew, and what refers to it would go with the old one.
  await knex.raw('alter table ?? drop column ??', [
    'mandate_changes',
    'proposer_owner',
  ]);
};
