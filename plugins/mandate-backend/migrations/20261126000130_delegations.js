// @ts-check

/**
 * Who votes for whom while they are away.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('mandate_delegations', table => {
    table.comment('A person lets another vote for them for some time');
    table.string('id', 36).primary();
    table.string('delegator', 200).notNullable();
    table.string('delegate', 200).notNullable();
    table.bigInteger('starts_at').notNullable();
    table.bigInteger('ends_at').notNullable();
    table.text('reason');
    table.bigInteger('created_at').notNullable();
    table.bigInteger('revoked_at');
    table.index(['delegator', 'ends_at']);
    table.index(['delegate', 'ends_at']);
    table.index(['ends_at', 'starts_at']);
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.dropTableIfExists('mandate_delegations');
};
