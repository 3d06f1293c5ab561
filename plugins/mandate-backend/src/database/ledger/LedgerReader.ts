import {
  decodeEntry,
  isJsonObject,
  type JsonObject,
  type LocatedOpening,
  revealPersonalData,
} from '@mandate/ledger';
import type { LedgerEntryView } from '@mandate/plugin-mandate-common';
import type { Knex } from 'knex';
import { z } from 'zod';
import { byChange } from '../byChange';
import { integerColumn, optionalText } from '../columns';
import { addConditions, type LedgerConditions } from './ledgerConditions';
import { readOpenings } from './OpeningStore';

const entryRowSchema = z.object({
  entry_index: integerColumn,
  kind: z.string(),
  at: integerColumn,
  actor: z.string(),
  change_id: optionalText,
  subject: optionalText,
  canonical: z.string(),
  leaf_hash: z.string(),
});

/** Which entries to read; all conditions hold. */
export interface LedgerQuery extends LedgerConditions {
  /** Only entries before (newest first) or after (oldest first) this index. */
  readonly beyond?: number;
  readonly order: 'newest-first' | 'oldest-first';
  readonly limit: number;
}

/** Entries that fit, in index order, with what of their personal data was not erased. */
export async function readEntries(
  knex: Knex,
  query: LedgerQuery,
): Promise<readonly LedgerEntryView[]> {
  const { beyond, order, limit } = query;
  const isDescending = order === 'newest-first';
  const entries = knex('mandate_ledger_entries');
  await addConditions(knex, entries, query);
  if (beyond !== undefined) {
    entries.where('entry_index', isDescending ? '<' : '>', beyond);
  }
  return viewsOf(
    knex,
    await entries
      .orderBy('entry_index', isDescending ? 'desc' : 'asc')
      .limit(limit),
  );
}

/** The first entries of each change, in index order, by change; without those of a kind. */
export async function readStories(
  knex: Knex,
  of: {
    readonly changeIds: readonly string[];
    readonly exceptKind: string;
    /** So many entries of each change, the newest. */
    readonly limit: number;
  },
): Promise<ReadonlyMap<string, readonly LedgerEntryView[]>> {
  const numbered = knex('mandate_ledger_entries')
    .whereIn('change_id', of.changeIds)
    .whereNot('kind', of.exceptKind)
    .select('*')
    .rowNumber('place', { column: 'entry_index', order: 'desc' }, 'change_id')
    .as('numbered');
  const views = await viewsOf(
    knex,
    await knex
      .from(numbered)
      .where('place', '<=', of.limit)
      .orderBy('entry_index'),
  );
  return byChange(views, ({ changeId }) => changeId ?? '');
}

/** Canonical texts of entries from an index on, in order; fewer than asked for at the end. */
export async function readTexts(
  knex: Knex,
  of: { readonly from: number; readonly count: number },
): Promise<readonly string[]> {
  const texts: unknown = await knex('mandate_ledger_entries')
    .whereBetween('entry_index', [of.from, of.from + of.count - 1])
    .orderBy('entry_index')
    .pluck('canonical');
  return z.array(z.string()).parse(texts);
}

async function viewsOf(
  knex: Knex,
  found: unknown,
): Promise<readonly LedgerEntryView[]> {
  const rows = z.array(entryRowSchema).parse(found);
  const openings = await readOpenings(
    knex,
    rows.map(row => row.entry_index),
  );
  return rows.map(row => viewOf(row, openings.get(row.entry_index) ?? []));
}

function viewOf(
  row: z.output<typeof entryRowSchema>,
  openings: readonly LocatedOpening[],
): LedgerEntryView {
  return {
    index: row.entry_index,
    kind: row.kind,
    at: new Date(row.at).toISOString(),
    actor: row.actor,
    changeId: row.change_id,
    subject: row.subject,
    canonical: row.canonical,
    leafHash: row.leaf_hash,
    data: dataOf(row.canonical, openings),
    openings,
  };
}

/** The fact's data, opened; empty for an entry that was damaged, which is shown so that the verifier can name it. */
function dataOf(
  canonical: string,
  openings: readonly LocatedOpening[],
): JsonObject {
  const entry = decodeEntry(canonical);
  if (!entry.ok) {
    return {};
  }
  const { data } = revealPersonalData(entry.value, openings);
  return isJsonObject(data) ? data : {};
}
