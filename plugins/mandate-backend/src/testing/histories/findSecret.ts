import type { Knex } from 'knex';

/** Where text that people, agents or other systems read is kept. */
const PLACES = [
  ['mandate_changes', 'status_words'],
  ['mandate_revisions', 'plan'],
  ['mandate_revisions', 'assessment'],
  ['mandate_revisions', 'decision'],
  ['mandate_runs', 'failure_words'],
  ['mandate_steps', 'words'],
  ['mandate_checks', 'words'],
  ['mandate_run_log', 'words'],
  ['mandate_ledger_entries', 'canonical'],
  ['mandate_ledger_openings', 'value'],
  ['mandate_outbox', 'payload'],
] as const;

/** The column that holds a secret, if one does (I12). */
export async function findSecret(
  knex: Knex,
  secret: string,
): Promise<string | undefined> {
  const [found] = await knex.select(
    PLACES.map(([table, column]) =>
      knex(table)
        .whereLike(column, `%${secret}%`)
        .count('*')
        .as(`${table}_${column}`),
    ),
  );
  return PLACES.map(place => place.join('_')).find(
    place => Number(found[place]) > 0,
  );
}
