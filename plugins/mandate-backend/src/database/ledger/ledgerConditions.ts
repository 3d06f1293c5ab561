import type { Knex } from 'knex';
import { z } from 'zod';
import { integerColumn } from '../columns';
import { isSqlite } from '../dialect';
import { searchWords } from './searchWords';

/** Which entries; all conditions hold. */
export interface LedgerConditions {
  readonly changeId?: string;
  readonly subject?: string;
  readonly kind?: string;
  readonly actor?: string;
  /** Milliseconds since the epoch, both included. */
  readonly fromMs?: number;
  readonly toMs?: number;
  /** Words that all occur; the last one may be the beginning of a word. */
  readonly text?: string;
}

/**
 * Indices are nearly in the order of times: they can differ by as long as a transaction takes. A time is therefore
 * turned into a span of indices, this much wider, in which the exact time is then compared: without the span, a database
 * that looks for the newest entries of last year would walk through all of this year's.
 */
const OUT_OF_ORDER_MS = 600_000;

/** Beyond every index. */
const NEVER = Number.MAX_SAFE_INTEGER;

/** Adds the conditions to a query of `mandate_ledger_entries`. */
export async function addConditions(
  knex: Knex,
  query: Knex.QueryBuilder,
  conditions: LedgerConditions,
): Promise<void> {
  const { fromMs, toMs, text } = conditions;
  const columns = {
    change_id: conditions.changeId,
    subject: conditions.subject,
    kind: conditions.kind,
    actor: conditions.actor,
  };
  for (const [column, value] of Object.entries(columns)) {
    if (value !== undefined) {
      query.where(column, value);
    }
  }
  if (fromMs !== undefined) {
    const first = await indexAt(knex, '>=', fromMs - OUT_OF_ORDER_MS);
    query.where('at', '>=', fromMs).where('entry_index', '>=', first ?? NEVER);
  }
  if (toMs !== undefined) {
    const last = await indexAt(knex, '<=', toMs + OUT_OF_ORDER_MS);
    query.where('at', '<=', toMs).where('entry_index', '<=', last ?? -1);
  }
  if (text !== undefined) {
    addText(knex, query, searchWords(text));
  }
}

async function indexAt(
  knex: Knex,
  side: '>=' | '<=',
  atMs: number,
): Promise<number | undefined> {
  const row: unknown = await knex('mandate_ledger_entries')
    .where('at', side, atMs)
    .orderBy('at', side === '>=' ? 'asc' : 'desc')
    .first('entry_index');
  return row === undefined
    ? undefined
    : z.object({ entry_index: integerColumn }).parse(row).entry_index;
}

/** The words have letters and digits only, so none is an operator of either database. */
function addText(
  knex: Knex,
  query: Knex.QueryBuilder,
  words: readonly string[],
): void {
  if (words.length === 0) {
    query.whereRaw('1 = 0');
  } else if (isSqlite(knex)) {
    const match = words.map(word => `"${word}"`).join(' ');
    query.whereRaw(
      'entry_index in (select rowid from mandate_ledger_words where words match ?)',
      [`${match}*`],
    );
  } else {
    query.whereRaw("to_tsvector('simple', words) @@ to_tsquery('simple', ?)", [
      `${words.join(' & ')}:*`,
    ]);
  }
}
