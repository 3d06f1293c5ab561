import type { StoredNode, NodeCoordinate } from '@mandate/ledger';
import { fromBase64 } from '@mandate/ledger';
import type { LedgerEntryView } from '@mandate/plugin-mandate-common';
import type { Knex } from 'knex';
import { z } from 'zod';
import { integerColumn, optionalText } from '../columns';

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

const nodeRowSchema = z.object({
  level: z.number().int(),
  node_index: integerColumn,
  hash: z.string(),
});

/** Which entries to read; all conditions hold. */
export interface LedgerQuery {
  readonly changeId?: string;
  readonly subject?: string;
  readonly kind?: string;
  /** Only entries before (newest first) or after (oldest first) this index. */
  readonly beyond?: number;
  readonly order: 'newest-first' | 'oldest-first';
  readonly limit: number;
}

/** Entries that fit, in index order. */
export async function readEntries(
  knex: Knex,
  query: LedgerQuery,
): Promise<readonly LedgerEntryView[]> {
  const { changeId, subject, kind, beyond, order, limit } = query;
  const rows = await knex('mandate_ledger_entries')
    .where(conditions => {
      if (changeId !== undefined) {
        conditions.where('change_id', changeId);
      }
      if (subject !== undefined) {
        conditions.where('subject', subject);
      }
      if (kind !== undefined) {
        conditions.where('kind', kind);
      }
      if (beyond !== undefined) {
        conditions.where(
          'entry_index',
          order === 'newest-first' ? '<' : '>',
          beyond,
        );
      }
    })
    .orderBy('entry_index', order === 'newest-first' ? 'desc' : 'asc')
    .limit(limit);
  return rows
    .map(row => entryRowSchema.parse(row))
    .map(row => ({
      index: row.entry_index,
      kind: row.kind,
      at: new Date(row.at).toISOString(),
      actor: row.actor,
      changeId: row.change_id,
      subject: row.subject,
      canonical: row.canonical,
      leafHash: row.leaf_hash,
    }));
}

/** Nodes by their coordinates; one that is not stored is left out. */
export async function readNodes(
  knex: Knex,
  coordinates: readonly NodeCoordinate[],
): Promise<readonly StoredNode[]> {
  if (coordinates.length === 0) {
    return [];
  }
  const rows = await knex('mandate_ledger_nodes').whereIn(
    ['level', 'node_index'],
    coordinates.map(({ level, index }) => [level, index]),
  );
  return rows
    .map(row => nodeRowSchema.parse(row))
    .flatMap(({ level, node_index: index, hash }) => {
      const bytes = fromBase64(hash);
      return bytes ? [{ level, index, hash: bytes }] : [];
    });
}
