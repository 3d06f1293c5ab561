// @ts-check

/**
 * Why a change ended, where its state does not say it: a set goes on after one that became needless, and names the one that
 * stopped it, and who aborted that.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.alterTable('mandate_changes', table => {
    table
      .string('end_cause', 20)
      .comment('needless, or set-stopped when it only followed another one');
    table.string('aborted_by', 300).comment('Who had it stopped');
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  // On SQLite, knex would make the table anew, and what refers to it would go with the old one.
  await knex.raw('alter table ?? drop column ??', [
    'mandate_changes',
    'end_cause',
  ]);
  await knex.raw('alter table ?? drop column ??', [
    'mandate_changes',
    'aborted_by',
  ]);
};
