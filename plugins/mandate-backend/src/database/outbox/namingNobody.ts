import type { Knex } from 'knex';
import { containing } from '../containing';
import type { LegalHold } from '../ledger/legalHoldStore';

/** Leaves out messages that name somebody under one of the holds; for `modify` of a query of messages. */
export function namingNobody(
  messages: Knex.QueryBuilder,
  holds: readonly LegalHold[],
): void {
  for (const { person } of holds) {
    messages.whereRaw("lower(payload) not like ? escape '\\'", [
      containing(person),
    ]);
  }
}
