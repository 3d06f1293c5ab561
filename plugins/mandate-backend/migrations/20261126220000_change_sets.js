// @ts-check

/**
 * Changes of several targets that are proposed and approved together, and run in an order.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('mandate_change_sets', table => {
    table.comment('Changes that belong together');
    table.string('id', 36).primary();
    table.string('title', 300).notNullable();
    table.string('proposer_ref', 200).notNullable();
    table
      .integer('size')
      .notNullable()
      .comment('How many changes it has when it is complete');
    table.boolean('ordered').notNullable();
    table.boolean('stops').notNullable().comment('Whether a failure stops it');
    table.bigInteger('created_at').notNullable();
  });
  await knex.schema.createTable('mandate_change_set_members', table => {
    table.comment('The changes of a set, in their order');
    table
      .string('change_id', 36)
      .primary()
      .references('id')
      .inTable('mandate_changes')
      .onDelete('CASCADE');
    table
      .string('set_id', 36)
      .notNullable()
      .references('id')
      .inTable('mandate_change_sets')
      .onDelete('CASCADE');
    table.integer('position').notNullable().comment('From 1');
    table.unique(['set_id', 'position']);
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.dropTableIfExists('mandate_change_set_members');
  await knex.schema.dropTableIfExists('mandate_change_sets');
};
