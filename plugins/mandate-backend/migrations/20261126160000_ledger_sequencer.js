// @ts-check

/** Legacy entries read at once to fill their search text. */
const BATCH = 1_000;

/**
 * Entries wait without index until the sequencer gives them one; what is personal in them lies beside them and can be
 * erased; proofs are made of tiles; and entries can be searched. Entries from before keep their text, since it is what
 * was hashed: a person whom such an entry names in clear stays named there.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  const isPostgres = !String(knex.client.config.client).includes('sqlite');

  await knex.schema.createTable('mandate_ledger_pending', table => {
    table.comment(
      'Entries of committed transactions that wait for their index, in order of id',
    );
    table.bigIncrements('id');
    table.string('kind', 40).notNullable();
    table.bigInteger('at').notNullable();
    table.text('actor').notNullable();
    table.string('change_id', 128);
    table.text('subject');
    table
      .text('text_before')
      .notNullable()
      .comment('Canonical JSON up to the index');
    table.text('text_after').notNullable();
    table.text('words').comment('For search');
    table.text('openings').comment('JSON; with whose data it is');
  });

  await knex.schema.createTable('mandate_ledger_openings', table => {
    table.comment('What opens the commitments of entries; erasable');
    table.bigInteger('entry_index').notNullable();
    table.text('pointer').notNullable().comment('RFC 6901');
    table.string('salt', 64).notNullable().comment('Base64 of 32 bytes');
    table.text('value').notNullable().comment('JSON');
    table.primary(['entry_index', 'pointer']);
  });

  await knex.schema.createTable('mandate_ledger_people', table => {
    table.comment('Whose data an opening is');
    table.text('person').notNullable();
    table.bigInteger('entry_index').notNullable();
    table.text('pointer').notNullable();
    table.primary(['person', 'entry_index', 'pointer']);
    table.index(['entry_index']);
  });

  await knex.schema.createTable('mandate_ledger_tiles', table => {
    table.comment(
      'Full tiles (C2SP tlog-tiles) with the nodes inside them; never changed',
    );
    table.integer('level').notNullable();
    table.bigInteger('tile_index').notNullable();
    table.binary('nodes').notNullable().comment('510 hashes, level by level');
    table.string('root', 64).notNullable().comment('Base64');
    table.primary(['level', 'tile_index']);
  });

  await knex.schema.dropTable('mandate_ledger_nodes');

  await knex.schema.alterTable('mandate_ledger_entries', table => {
    table.text('words').comment('For search: letters and digits only');
    table.index(['actor', 'entry_index']);
    table.index(['at', 'entry_index']);
  });
  if (isPostgres) {
    await knex.schema.alterTable('mandate_ledger_entries', table => {
      table.text('actor').notNullable().alter();
      table.string('change_id', 128).alter();
      table.text('subject').alter();
    });
    await knex.raw(
      `create index mandate_ledger_entries_words on mandate_ledger_entries
       using gin (to_tsvector('simple', words))`,
    );
  } else {
    await knex.raw(
      `create virtual table mandate_ledger_words using fts5(
         words, content='mandate_ledger_entries', content_rowid='entry_index'
       )`,
    );
  }
  await fillWords(knex);
  if (!isPostgres) {
    await knex.raw(
      `insert into mandate_ledger_words(mandate_ledger_words) values ('rebuild')`,
    );
  }
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  const isPostgres = !String(knex.client.config.client).includes('sqlite');
  if (isPostgres) {
    await knex.raw('drop index mandate_ledger_entries_words');
  } else {
    await knex.raw('drop table mandate_ledger_words');
  }
  await knex.schema.alterTable('mandate_ledger_entries', table => {
    table.dropIndex(['actor', 'entry_index']);
    table.dropIndex(['at', 'entry_index']);
    table.dropColumn('words');
  });
  await knex.schema.createTable('mandate_ledger_nodes', table => {
    table.comment('Roots of complete subtrees: what proofs are made of');
    table.integer('level').notNullable();
    table.bigInteger('node_index').notNullable();
    table.string('hash', 64).notNullable().comment('Base64');
    table.primary(['level', 'node_index']);
  });
  for (const table of [
    'mandate_ledger_tiles',
    'mandate_ledger_people',
    'mandate_ledger_openings',
    'mandate_ledger_pending',
  ]) {
    await knex.schema.dropTable(table);
  }
};

/** @param {import('knex').Knex} knex */
async function fillWords(knex) {
  for (let from = -1; ; ) {
    const rows = await knex('mandate_ledger_entries')
      .select('entry_index', 'canonical')
      .where('entry_index', '>', from)
      .orderBy('entry_index')
      .limit(BATCH);
    for (const { entry_index: index, canonical } of rows) {
      const words = wordsOf(canonical);
      if (words) {
        await knex('mandate_ledger_entries')
          .where({ entry_index: index })
          .update({ words });
      }
    }
    const last = rows.at(-1);
    if (!last) {
      return;
    }
    from = Number(last.entry_index);
  }
}

/** @param {string} canonical */
function wordsOf(canonical) {
  try {
    const { words } = JSON.parse(canonical).data;
    return typeof words === 'string'
      ? words
          .toLowerCase()
          .replace(/[^\p{L}\p{N}]+/gu, ' ')
          .trim()
      : undefined;
  } catch {
    // A damaged entry stays as it is: the verifier names it.
    return undefined;
  }
}
