// @ts-check

/**
 * Since when each key signs: going back to a key that signed before begins anew, with an overlap and an entry.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.alterTable('mandate_ledger_keys', table => {
    table
      .bigInteger('signs_since')
      .comment(
        'When it last became the key that signs; none where it only signed beside another',
      );
  });
  await knex('mandate_ledger_keys').update({
    signs_since: knex.ref('first_used_at'),
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.alterTable('mandate_ledger_keys', table => {
    table.dropColumn('signs_since');
  });
};
