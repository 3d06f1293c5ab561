// @ts-check

const TABLE = 'mandate_change_sets';

/**
 * The same key of a proposer with the same content stands for the same set.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.alterTable(TABLE, table => {
    table.string('idempotency_key', 200);
    table.string('request_digest', 100).comment('Of what was proposed');
    table.unique(['proposer_ref', 'idempotency_key']);
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.alterTable(TABLE, table => {
    table.dropUnique(['proposer_ref', 'idempotency_key']);
  });
  // On SQLite, knex would make the table anew, and what refers to it would go with the old one.
  await knex.raw('alter table ?? drop column ??', [
    'mandate_change_sets',
    'idempotency_key',
  ]);
  await knex.raw('alter table ?? drop column ??', [
    'mandate_change_sets',
    'request_digest',
  ]);
};
