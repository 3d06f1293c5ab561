// @ts-check

const TABLE = 'mandate_outbox';
const KEPT = 'mandate_outbox_kept';
const WAITING = 'mandate_outbox_waiting';

/**
 * Messages have the position at which they were written: many of them are written at the same time, and clocks are set back.
 * SQLite adds no such column to a table, so the table is made anew.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await rebuild(knex, table => {
    table.string('id', 36).notNullable().unique();
    table.bigIncrements('position').comment('The order in which they leave');
    // Those that wait are few, and looked for each second in their order.
    table.index(['position'], WAITING, {
      predicate: knex.whereNull('delivered_at').whereNull('dead_at'),
    });
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await rebuild(knex, table => table.string('id', 36).primary());
};

const COLUMNS = [
  'id',
  'type',
  'payload',
  'created_at',
  'due_at',
  'attempts',
  'delivered_at',
  'last_error',
  'dead_at',
];

/**
 * @param {import('knex').Knex} knex
 * @param {(table: import('knex').Knex.CreateTableBuilder) => void} addKey
 */
async function rebuild(knex, addKey) {
  if (!String(knex.client.config.client).includes('sqlite')) {
    // Other replicas may write at this moment; what they write after the copy would go with the old table.
    await knex.raw('lock table ?? in access exclusive mode', [TABLE]);
  }
  await knex.raw('create table ?? as select * from ??', [KEPT, TABLE]);
  await knex.schema.dropTable(TABLE);
  await knex.schema.createTable(TABLE, table => {
    table.comment(
      'Messages made in the transaction of their cause, delivered at least once',
    );
    addKey(table);
    table.string('type', 20).notNullable().comment('notification or signal');
    table.text('payload').notNullable();
    table.bigInteger('created_at').notNullable();
    table.bigInteger('due_at').notNullable();
    table.integer('attempts').notNullable().defaultTo(0);
    table.bigInteger('delivered_at');
    table.text('last_error');
    table.bigInteger('dead_at').comment('Since when it is given up');
    table.index(['delivered_at', 'due_at']);
    table.index(['dead_at']);
  });
  await knex(knex.raw('?? (??)', [TABLE, COLUMNS])).insert(
    knex(KEPT).select(COLUMNS).orderBy('created_at'),
  );
  await knex.schema.dropTable(KEPT);
}
