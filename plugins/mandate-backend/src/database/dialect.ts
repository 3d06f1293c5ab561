import type { Knex } from 'knex';

/** Whether this is SQLite, which locks the whole file instead of rows. */
export function isSqlite(knex: Knex): boolean {
  return String(knex.client.config.client).includes('sqlite');
}

/** Locks the rows a query reads until the transaction ends; on SQLite the write lock does that already. */
export function locking<Row extends object, Result>(
  knex: Knex,
  query: Knex.QueryBuilder<Row, Result>,
): Knex.QueryBuilder<Row, Result> {
  return isSqlite(knex) ? query : query.forUpdate();
}
