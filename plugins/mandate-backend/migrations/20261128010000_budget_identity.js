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
  for (const { name, spec } of await knex('mandate_mandates')
    .whereNotNull('spec')
    .select('name', 'spec')) {
    for (const [budgetIndex, { measure }] of (
      JSON.parse(spec).budgets ?? []
    ).entries()) {
      if (measure) {
        await knex(TABLE)
          .where({ mandate: name, budget_index: budgetIndex })
          .update({ measure });
      }
    }
  }
  await knex.schema.alterTable(TABLE, table => {
    table.dropColumn('budget_index');
  });
  // Budgets that measure the same over other windows have one share together.
  await knex.raw(
    `delete from ?? where exists (
       select 1 from ?? as other
       where other.change_id = ??.change_id and other.mandate = ??.mandate and other.measure = ??.measure
         and other.budget_key = ??.budget_key and other.state = ??.state and other.id < ??.id
     )`,
    Array(8).fill(TABLE),
  );
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
