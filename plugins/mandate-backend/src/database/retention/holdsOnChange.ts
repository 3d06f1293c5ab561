import type { Knex } from 'knex';

/** Holds on somebody who proposed the change, for whom it was proposed, or who voted on it. */
export function holdsOnChange(knex: Knex): Knex.QueryBuilder {
  return knex('mandate_legal_holds as hold')
    .whereNull('hold.released_at')
    .where(named =>
      named
        .whereRaw('hold.person = lower(mandate_changes.proposer_ref)')
        .orWhereRaw('hold.person = lower(mandate_changes.on_behalf_of)')
        .orWhereExists(
          knex('mandate_votes as vote')
            .whereRaw('vote.change_id = mandate_changes.id')
            .whereRaw('hold.person = lower(vote.voter)')
            .select(knex.raw('1')),
        ),
    )
    .select(knex.raw('1'));
}
