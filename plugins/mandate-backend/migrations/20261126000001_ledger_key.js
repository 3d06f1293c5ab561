// @ts-check

/**
 * Where the key that signs the ledger's checkpoints is kept when the configuration names none. In production it should
 * name one: a key beside the data it protects only shows damage by those who did not think of the key.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('mandate_ledger_key', table => {
    table.comment('At most one row: the seed of the signing key');
    table.integer('id').primary();
    table.string('seed', 64).notNullable().comment('Base64 of 32 bytes');
    table.bigInteger('created_at').notNullable();
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.dropTableIfExists('mandate_ledger_key');
};
