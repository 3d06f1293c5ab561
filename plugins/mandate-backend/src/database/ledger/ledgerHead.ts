import {
  type CompactRange,
  EMPTY_RANGE,
  parseCompactRange,
  serializeCompactRange,
} from '@mandate/ledger';
import type { Knex } from 'knex';
import { z } from 'zod';
import { locking } from '../dialect';

/** The only row of `mandate_ledger_head`; who holds its lock is the sequencer. */
const HEAD_ID = 0;

const headRowSchema = z.object({ state: z.string() });

/** The log's size and compact range as committed last. */
export async function readHead(knex: Knex): Promise<CompactRange> {
  return rangeOf(await knex('mandate_ledger_head').where({ id: HEAD_ID }));
}

/** As {@link readHead}, and nobody else sequences until the transaction ends. */
export async function lockHead(knex: Knex): Promise<CompactRange> {
  return rangeOf(
    await locking(knex, knex('mandate_ledger_head').where({ id: HEAD_ID })),
  );
}

/** Writes the head that {@link lockHead} let grow. */
export async function writeHead(
  knex: Knex,
  range: CompactRange,
): Promise<void> {
  await knex('mandate_ledger_head')
    .where({ id: HEAD_ID })
    .update({ size: range.size, state: serializeCompactRange(range) });
}

/** Makes sure that there is a head; called once at the start, outside of transactions. */
export async function prepareHead(knex: Knex): Promise<void> {
  await knex('mandate_ledger_head')
    .insert({
      id: HEAD_ID,
      size: 0,
      state: serializeCompactRange(EMPTY_RANGE),
    })
    .onConflict('id')
    .ignore();
}

function rangeOf([row]: readonly unknown[]): CompactRange {
  const range = parseCompactRange(headRowSchema.parse(row).state);
  if (!range) {
    throw new Error(
      'The head of the ledger is damaged: its row cannot be read. Nothing more is recorded until it is restored from a backup.',
    );
  }
  return range;
}
