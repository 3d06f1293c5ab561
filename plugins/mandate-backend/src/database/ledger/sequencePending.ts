import {
  appendLeaf,
  type Hash,
  placeEntry,
  type PersonalOpening,
  toBase64,
} from '@mandate/ledger';
import type { Knex } from 'knex';
import { z } from 'zod';
import { integerColumn } from '../columns';
import { isSqlite } from '../dialect';
import { insertFromJson, rowsFromJson, type RowValues } from '../rowsFromJson';
import { lockHead, writeHead } from './ledgerHead';
import { completeTiles } from './TileStore';

/** Entries in one batch: some 200 ms of work, so that a lost batch costs little and others get their turn. */
export const SEQUENCER_BATCH = 4_000;

const pendingRowSchema = z.object({
  id: integerColumn,
  text_before: z.string(),
  text_after: z.string(),
  openings: z.string().nullable(),
});

/** What entry each pending row becomes. */
const PLACED_COLUMNS = {
  id: 'bigint',
  entry_index: 'bigint',
  leaf_hash: 'text',
} as const;

const OPENINGS = {
  entry_index: 'bigint',
  pointer: 'text',
  salt: 'text',
  value: 'text',
} as const;
const PEOPLE = {
  person: 'text',
  entry_index: 'bigint',
  pointer: 'text',
} as const;

const COPIED_COLUMNS = 'kind, at, actor, change_id, subject, words';

/**
 * Gives the next entries their indices, in order of id, and appends them to the tree: entries, openings, tiles and head
 * in the transaction of `knex`, which holds the head's lock from the first statement to its end.
 *
 * @returns how many there were.
 */
export async function sequencePending(knex: Knex): Promise<number> {
  const head = await lockHead(knex);
  // Read after the lock: PostgreSQL gives each statement the newest snapshot, so nothing that a former holder took
  // is still seen, and whatever was committed before something seen is seen too.
  const rows = await knex('mandate_ledger_pending')
    .select('id', 'text_before', 'text_after', 'openings')
    .orderBy('id')
    .limit(SEQUENCER_BATCH, { skipBinding: true });
  if (rows.length === 0) {
    return 0;
  }
  let range = head;
  const placed: RowValues[] = [];
  const leafHashes: Hash[] = [];
  const openings: RowValues[] = [];
  const people: RowValues[] = [];
  for (const row of rows) {
    const pending = pendingRowSchema.parse(row);
    const index = range.size;
    const { leafHash } = placeEntry(
      { before: pending.text_before, after: pending.text_after },
      index,
    );
    range = appendLeaf(range, leafHash).range;
    leafHashes.push(leafHash);
    placed.push([pending.id, index, toBase64(leafHash)]);
    for (const opening of openingsOf(pending.openings)) {
      const { at, salt, value } = opening;
      openings.push([index, at, salt, JSON.stringify(value)]);
      people.push(...opening.people.map(person => [person, index, at]));
    }
  }
  await movePending(knex, placed, head.size);
  await insertFromJson(knex, 'mandate_ledger_openings', OPENINGS, openings);
  await insertFromJson(knex, 'mandate_ledger_people', PEOPLE, people);
  await completeTiles(knex, { from: head.size, leafHashes });
  await writeHead(knex, range);
  return rows.length;
}

/** Whether a committed entry waits for its index. */
export async function hasPending(knex: Knex): Promise<boolean> {
  const rows = await knex('mandate_ledger_pending')
    .select('id')
    .limit(1, { skipBinding: true });
  return rows.length > 0;
}

/** The texts stay in the database: only indices and hashes travel. */
async function movePending(
  knex: Knex,
  placed: readonly RowValues[],
  from: number,
): Promise<void> {
  const rows = rowsFromJson(knex, PLACED_COLUMNS, placed);
  await knex.raw(
    `insert into mandate_ledger_entries
       (entry_index, leaf_hash, canonical, ${COPIED_COLUMNS})
     select entry_index, leaf_hash, text_before || entry_index || text_after, ${COPIED_COLUMNS}
     from mandate_ledger_pending as pending join (?) as placed on placed.id = pending.id`,
    [rows],
  );
  // By id, not up to an id: a transaction with a lower one may commit just now.
  await knex.raw(
    'delete from mandate_ledger_pending where id in (select id from (?) as placed)',
    [rows],
  );
  if (isSqlite(knex)) {
    await knex.raw(
      `insert into mandate_ledger_words(rowid, words)
       select entry_index, words from mandate_ledger_entries
       where entry_index >= ? and words is not null`,
      [from],
    );
  }
}

function openingsOf(json: string | null): readonly PersonalOpening[] {
  // safety: LedgerStore wrote it in the transaction of the fact, and nobody else writes there.
  return json === null ? [] : (JSON.parse(json) as PersonalOpening[]);
}
