// @ts-check

/** @param {import('knex').Knex} knex */
exports.up = async function up(knex) {
  await knex.schema.createTable('mandate_ledger_keys', table => {
    table.comment(
      'Every key that ever signed a checkpoint; the public half only',
    );
    table.string('key_id', 8).primary();
    table.text('verifier_key').notNullable();
    table.bigInteger('first_used_at').notNullable();
  });

  await knex.schema.createTable('mandate_ledger_reads', table => {
    table.comment('When somebody was last recorded as reading something');
    table.text('reader').notNullable();
    table.text('what').notNullable();
    table.bigInteger('recorded_at').notNullable();
    table.primary(['reader', 'what']);
    table.index(['recorded_at']);
  });

  await knex.schema.createTable('mandate_legal_holds', table => {
    table.comment('Whose data may not be erased, and why');
    table.string('id', 36).primary();
    table.text('person').notNullable().comment('Entity ref');
    table.text('reason').notNullable();
    table.text('placed_by').notNullable();
    table.bigInteger('placed_at').notNullable();
    table.text('released_by');
    table.bigInteger('released_at');
    table.index(['released_at', 'person']);
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  for (const table of [
    'mandate_legal_holds',
    'mandate_ledger_reads',
    'mandate_ledger_keys',
  ]) {
    await knex.schema.dropTable(table);
  }
};
