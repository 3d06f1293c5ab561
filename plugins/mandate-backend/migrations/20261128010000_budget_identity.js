// @ts-check

const TABLE = 'mandate_budget_reservations';
const INDEX = 'mandate_budget_reservations_by_key';

/**
 * What a share counts for is told by what it measures and by its change's kind, not by the place that a budget has in one
 * version of its mandate: another version may have it elsewhere.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.alterTable(TABLE, table => {
    table.dropIndex(['mandate', 'budget_index', 'budget_key'], INDEX);
  });
  await knex.schema.alterTable(TABLE, table => {
    table.dropColumn('budget_index');
    table
      .string('measure', 20)
      .notNullable()
      .defaultTo('changes')
      .comment('What the amount counts');
    table
      .string('kind', 100)
      .notNullable()
      .defaultTo('')
      .comment("The change's kind");
  });
  await knex(TABLE).update({
    kind: knex('mandate_changes')
      .select('kind')
      .whereRaw('mandate_changes.id = change_id'),
  });
  await knex.schema.alterTable(TABLE, table => {
    table.index(['mandate', 'measure', 'budget_key', 'counts_from'], INDEX);
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.alterTable(TABLE, table => {
    table.dropIndex(['mandate', 'measure', 'budget_key'], INDEX);
  });
  await knex.schema.alterTable(TABLE, table => {
    table.dropColumn('measure');
    table.dropColumn('kind');
    table.integer('budget_index');
  });
  await knex(TABLE).update({ budget_index: 0 });
  await knex.schema.alterTable(TABLE, table => {
    table.integer('budget_index').notNullable().alter();
  });
  await knex.schema.alterTable(TABLE, table => {
    table.index(
      ['mandate', 'budget_index', 'budget_key', 'counts_from'],
      INDEX,
    );
  });
};
