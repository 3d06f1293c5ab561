import type { Knex } from 'knex';

/** Where text that people, agents or other systems read is kept, and which rows of it are a history's own. */
const PLACES = [
  ['mandate_changes', 'status_words', 'id'],
  ['mandate_revisions', 'plan', 'change_id'],
  ['mandate_revisions', 'assessment', 'change_id'],
  ['mandate_revisions', 'decision', 'change_id'],
  ['mandate_runs', 'failure_words', 'change_id'],
  ['mandate_steps', 'words', 'change_id'],
  ['mandate_checks', 'words', 'change_id'],
  ['mandate_run_log', 'words', 'change_id'],
  ['mandate_ledger_entries', 'canonical', 'entry_index'],
  ['mandate_ledger_openings', 'value', 'entry_index'],
  // Emptied after each history.
  ['mandate_outbox', 'payload', 'everything'],
] as const;

/** The column that holds a secret, if one does (I12). */
export async function findSecret(
  knex: Knex,
  secret: string,
  among: {
    readonly changeIds: readonly string[];
    /** Of the ledger's entries. */
    readonly firstIndex: number;
  },
): Promise<string | undefined> {
  const [found] = await knex.select(
    PLACES.map(([table, column, key]) => {
      const rows = knex(table)
        .whereLike(column, `%${secret}%`)
        .count('*')
        .as(`${table}_${column}`);
      switch (key) {
        case 'everything':
          return rows;
        case 'entry_index':
          return rows.where(key, '>=', among.firstIndex);
        default:
          return rows.whereIn(key, among.changeIds);
      }
    }),
  );
  return PLACES.map(place => place.slice(0, 2).join('_')).find(
    place => Number(found[place]) > 0,
  );
}
