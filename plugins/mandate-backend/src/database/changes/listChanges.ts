import {
  type ChangeFilter,
  changeFilterSchema,
} from '@mandate/plugin-mandate-common';
import type { PermissionCriteria } from '@backstage/plugin-permission-common';
import type { ChangeCriterion } from '@mandate/plugin-mandate-node';
import type { Knex } from 'knex';
import { z } from 'zod';
import type { Change } from '../../domain/change/change';
import { integerColumn } from '../columns';
import { containing } from '../containing';
import { decodeCursor, encodeCursor } from '../cursor';
import { changeFromRow } from './changeRow';
import { wherePermitted } from './permittedChanges';

/** One page of changes, with how many there are in all. */
export interface ChangePage {
  readonly items: readonly Change[];
  readonly nextCursor?: string;
  readonly total: number;
}

const ORDERS = {
  newest: { column: 'created_at', direction: 'desc' },
  oldest: { column: 'created_at', direction: 'asc' },
  updated: { column: 'updated_at', direction: 'desc' },
} as const;

/** Lists changes by keyset: the page after a cursor costs no more than the first, and nothing is shown twice. */
export async function listChanges(
  knex: Knex,
  filter: ChangeFilter,
  permitted?: PermissionCriteria<ChangeCriterion>,
): Promise<ChangePage> {
  const { sort, cursor, limit, ...conditions } =
    changeFilterSchema.parse(filter);
  const { column, direction } = ORDERS[sort];
  const matching = () => {
    const found = applyFilter(knex('mandate_changes'), conditions);
    return permitted ? wherePermitted(found, permitted) : found;
  };
  const query = matching()
    .orderBy(column, direction)
    .orderBy('id', direction)
    .limit(limit + 1);
  if (cursor !== undefined) {
    const [value, id] = decodeCursor(cursor);
    const beyond = direction === 'asc' ? '>' : '<';
    query.where(after =>
      after
        .where(column, beyond, value)
        .orWhere(tied => tied.where(column, value).where('id', beyond, id)),
    );
  }
  const changes = (await query).map(changeFromRow);
  const [counted] = await matching().count({ total: '*' });
  const items = changes.slice(0, limit);
  const last = items.at(-1);
  return {
    items,
    total: z.object({ total: integerColumn }).parse(counted).total,
    ...(last &&
      changes.length > limit && {
        nextCursor: encodeCursor([
          sort === 'updated' ? last.updatedAtMs : last.createdAtMs,
          last.id,
        ]),
      }),
  };
}

function applyFilter(
  query: Knex.QueryBuilder,
  filter: Omit<z.output<typeof changeFilterSchema>, 'sort' | 'limit'>,
): Knex.QueryBuilder {
  const equal = {
    entity_ref: filter.entityRef?.toLowerCase(),
    environment: filter.environment,
    kind: filter.kind,
    oversight: filter.oversight,
  };
  for (const [column, value] of Object.entries(equal)) {
    if (value !== undefined) {
      query.where(column, value);
    }
  }
  if (filter.proposer !== undefined) {
    query.whereIn('proposer_ref', proposersCalled(filter.proposer));
  }
  if (filter.states?.length) {
    query.whereIn('state', filter.states);
  }
  if (filter.text) {
    const pattern = containing(filter.text.toLowerCase());
    query.where(anyOf =>
      ['title', 'entity_ref', 'reason', 'proposer_ref'].forEach(column =>
        anyOf.orWhereRaw("lower(??) like ? escape '\\'", [column, pattern]),
      ),
    );
  }
  return query;
}

/**
 * Whom a name can mean: a person by their name alone, in any case, or whoever has just this reference, as services and
 * agents do. Whole references are looked up, so that the index is used.
 */
function proposersCalled(name: string): readonly string[] {
  const trimmed = name.trim();
  const lower = trimmed.toLowerCase();
  return trimmed.includes(':')
    ? [trimmed, lower]
    : [trimmed, `user:default/${lower}`];
}
