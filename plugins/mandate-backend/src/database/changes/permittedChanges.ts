import type { PermissionCriteria } from '@backstage/plugin-permission-common';
import type { ChangeCriterion } from '@mandate/plugin-mandate-node';
import type { Knex } from 'knex';

/** Keeps the changes that fulfil criteria, in the query itself, so that pages and counts are right. */
export function wherePermitted(
  query: Knex.QueryBuilder,
  criteria: PermissionCriteria<ChangeCriterion>,
): Knex.QueryBuilder {
  if ('allOf' in criteria) {
    return query.where(all =>
      criteria.allOf.forEach(part =>
        all.andWhere(each => wherePermitted(each, part)),
      ),
    );
  }
  if ('anyOf' in criteria) {
    return query.where(any =>
      criteria.anyOf.forEach(part =>
        any.orWhere(each => wherePermitted(each, part)),
      ),
    );
  }
  if ('not' in criteria) {
    return query.whereNot(inner => wherePermitted(inner, criteria.not));
  }
  return whereCriterion(query, criteria);
}

/** Never null, so that its opposite is never null either. */
function whereCriterion(
  query: Knex.QueryBuilder,
  { property, values }: ChangeCriterion,
): Knex.QueryBuilder {
  if (values.length === 0) {
    return query.whereRaw('1 = 0');
  }
  const places = values.map(() => '?').join(', ');
  switch (property) {
    case 'proposer':
      return query.whereRaw(
        `(lower(proposer_ref) in (${places}) or lower(coalesce(on_behalf_of, '')) in (${places}))`,
        [...values, ...values],
      );
    case 'targetOwner':
      return query.whereRaw(`coalesce(target_owner, '') in (${places})`, [
        ...values,
      ]);
    case 'approver':
      return query.whereRaw(
        `exists (select 1 from mandate_change_approvers as approver where approver.change_id = mandate_changes.id and approver.group_ref in (${places}))`,
        [...values],
      );
    default:
      return query.whereRaw(`environment in (${places})`, [...values]);
  }
}
