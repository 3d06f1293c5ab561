// @ts-check

/**
 * Who waits for a lock since when: whoever came first is served first.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('mandate_lock_queue', table => {
    table.comment('Changes that wait for the lock of a target or conflict set');
    table.string('lock_key', 400).notNullable();
    table
      .string('change_id', 36)
      .notNullable()
      .references('id')
      .inTable('mandate_changes')
      .onDelete('CASCADE');
    table.bigInteger('since').notNullable();
    table.primary(['lock_key', 'change_id']);
    table.index(['change_id']);
  });
  await knex.schema.alterTable('mandate_target_locks', table => {
    table.index(['change_id']);
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.alterTable('mandate_target_locks', table => {
    table.dropIndex(['change_id']);
  });
  await knex.schema.dropTableIfExists('mandate_lock_queue');
};
