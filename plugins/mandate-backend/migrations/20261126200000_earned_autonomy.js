// @ts-check

/**
 * How changes ended under their mandates, and which mandates failures narrowed.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('mandate_outcomes', table => {
    table.comment(
      'How each change that had an effect ended, written when it ends',
    );
    table
      .string('change_id', 36)
      .primary()
      .references('id')
      .inTable('mandate_changes')
      .onDelete('CASCADE');
    table
      .string('mandate', 200)
      .comment('The mandate that decided, if one did');
    table.string('kind', 100).notNullable();
    table
      .string('path', 20)
      .notNullable()
      .comment('autonomous, notify, approved or break-glass');
    table.boolean('failed').notNullable();
    table.bigInteger('ended_at').notNullable();
    table.index(['mandate', 'kind', 'ended_at']);
    table.index(['ended_at']);
  });
  await knex.schema.createTable('mandate_narrowings', table => {
    table.comment(
      'What failures took from mandates until an owner widens them',
    );
    table.string('id', 36).primary();
    table.string('mandate', 200).notNullable();
    table.string('kind', 100).notNullable();
    table
      .string('oversight', 20)
      .notNullable()
      .comment('The freest that is left: notify or approve');
    table.string('reason', 2000).notNullable();
    table.string('change_id', 36).notNullable();
    table.bigInteger('narrowed_at').notNullable();
    table.string('widened_by', 200);
    table.bigInteger('widened_at');
    table.string('widen_reason', 2000);
    table.index(['mandate', 'kind', 'widened_at']);
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.dropTable('mandate_narrowings');
  await knex.schema.dropTable('mandate_outcomes');
};
