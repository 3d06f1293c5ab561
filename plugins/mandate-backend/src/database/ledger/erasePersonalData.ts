import { ERASED } from '@mandate/ledger';
import type { Knex } from 'knex';
import { z } from 'zod';
import { integerColumn } from '../columns';
import { isSqlite } from '../dialect';
import type { KernelTransaction } from '../KernelTransaction';
import { excludeHolds } from './legalHoldStore';

/** Whose data, and of which entries. */
export interface ErasureScope {
  /** An entity reference; everybody's data without it. */
  readonly person?: string;
  /** Only entries up to this index; all without it. */
  readonly upTo?: number;
}

/** What came of it. */
export interface Erasure {
  /** Values that nobody can read any more. */
  readonly erased: number;
  /** Entries from before there were commitments, which name the person in the text that was hashed. */
  readonly inClear: number;
  /** Values that stay because they name somebody else as well, on whom a legal hold is. */
  readonly held: number;
}

/**
 * Erases what opens commitments, and what is copied from it for lists and search. The entries themselves, and so every
 * proof, stay as they are. A value that names several people goes when it goes for one of them, unless one of them is under
 * legal hold. Whether the person is, the caller finds out before.
 */
export async function erasePersonalData(
  tx: KernelTransaction,
  scope: ErasureScope,
): Promise<Erasure> {
  const { knex } = tx;
  await excludeHolds(tx);
  await forgetWords(knex, scope);
  await knex('mandate_ledger_entries')
    .whereIn('entry_index', indicesIn(knex, scope, '/actor/ref'))
    .update({ actor: ERASED });
  await knex('mandate_ledger_entries')
    .whereIn('entry_index', indicesIn(knex, scope, '/subject'))
    .update({ subject: ERASED });
  const erased = await knex('mandate_ledger_openings')
    .whereIn(['entry_index', 'pointer'], valuesIn(knex, scope))
    .delete();
  await knex('mandate_ledger_people')
    .whereIn(['entry_index', 'pointer'], valuesIn(knex, scope))
    .delete();
  return {
    erased,
    inClear: await countInClear(knex, scope.person),
    // What was erased is gone from here.
    held: await countHeld(knex, scope),
  };
}

/** Search finds an erased text no more: neither its words nor, where it knows them, that they were there. */
async function forgetWords(knex: Knex, scope: ErasureScope): Promise<void> {
  const affected = () =>
    knex('mandate_ledger_entries')
      .whereIn('entry_index', indicesIn(knex, scope, '/data/%'))
      .whereNotNull('words');
  if (isSqlite(knex)) {
    // The full-text index keeps no copy, so it has to be told what it forgets.
    await knex.raw(
      `insert into mandate_ledger_words(mandate_ledger_words, rowid, words) select * from ?`,
      [affected().select(knex.raw("'delete'"), 'entry_index', 'words')],
    );
  }
  await affected().update({ words: null });
}

function peopleIn(knex: Knex, scope: ErasureScope): Knex.QueryBuilder {
  const held = knex('mandate_legal_holds')
    .whereNull('released_at')
    .select('person');
  return everybodyIn(knex, scope).whereNotIn(
    ['entry_index', 'pointer'],
    knex('mandate_ledger_people')
      .whereIn('person', held)
      .select('entry_index', 'pointer'),
  );
}

/** As {@link peopleIn}, also what is held. */
function everybodyIn(
  knex: Knex,
  { person, upTo }: ErasureScope,
): Knex.QueryBuilder {
  const people = knex('mandate_ledger_people');
  if (person !== undefined) {
    people.where('person', person.toLowerCase());
  }
  if (upTo !== undefined) {
    people.where('entry_index', '<=', upTo);
  }
  return people;
}

function indicesIn(
  knex: Knex,
  scope: ErasureScope,
  pointer: string,
): Knex.QueryBuilder {
  return peopleIn(knex, scope)
    .whereLike('pointer', pointer)
    .select('entry_index');
}

/** The values, each by its place. */
function valuesIn(knex: Knex, scope: ErasureScope): Knex.QueryBuilder {
  return peopleIn(knex, scope).select('entry_index', 'pointer');
}

/** The newest entry that is older than a time, and all entries before it. */
export async function newestBefore(
  { knex }: KernelTransaction,
  atMs: number,
): Promise<number | undefined> {
  const row: unknown = await knex('mandate_ledger_entries')
    .where('at', '<', atMs)
    .orderBy('at', 'desc')
    .first('entry_index');
  return z.object({ entry_index: integerColumn }).optional().parse(row)
    ?.entry_index;
}

async function countInClear(
  knex: Knex,
  person: string | undefined,
): Promise<number> {
  if (person === undefined) {
    return 0;
  }
  const rows = await knex('mandate_ledger_entries')
    .where('actor', person.toLowerCase())
    .count<{ count: number | string }[]>({ count: '*' });
  return Number(rows[0]?.count ?? 0);
}

async function countHeld(knex: Knex, scope: ErasureScope): Promise<number> {
  const rows = await everybodyIn(knex, scope).count<
    { count: number | string }[]
  >({ count: '*' });
  return Number(rows[0]?.count ?? 0);
}
