// @ts-check

/**
 * Links in messages that lead to a vote. They carry no right of their own: whoever opens one signs in and must be asked.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('mandate_vote_link_key', table => {
    table.comment('At most one row: the key that signs links');
    table.integer('id').primary();
    table.string('secret', 64).notNullable().comment('Base64 of 32 bytes');
  });
  await knex.schema.createTable('mandate_vote_links', table => {
    table.comment('Links to a vote on one plan');
    table.string('id', 36).primary();
    table
      .string('change_id', 36)
      .notNullable()
      .references('id')
      .inTable('mandate_changes')
      .onDelete('CASCADE');
    table.integer('revision').notNullable();
    table.string('digest', 100).notNullable();
    table.bigInteger('expires_at').notNullable();
  });
  await knex.schema.createTable('mandate_vote_link_uses', table => {
    table.comment('Each person votes through a link once');
    table
      .string('link_id', 36)
      .notNullable()
      .references('id')
      .inTable('mandate_vote_links')
      .onDelete('CASCADE');
    table.string('voter', 200).notNullable();
    table.bigInteger('used_at').notNullable();
    table.primary(['link_id', 'voter']);
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.dropTableIfExists('mandate_vote_link_uses');
  await knex.schema.dropTableIfExists('mandate_vote_links');
  await knex.schema.dropTableIfExists('mandate_vote_link_key');
};
