import type { ChangeResource } from '@mandate/plugin-mandate-node';
import type { KernelTransaction } from '../KernelTransaction';
import { changeFromRow } from './changeRow';

/** What permission rules see of changes, in the order of the ids; undefined for those that there are not. */
export async function changeResources(
  tx: KernelTransaction,
  ids: readonly string[],
): Promise<readonly (ChangeResource | undefined)[]> {
  const rows = await tx.knex('mandate_changes').whereIn('id', ids);
  const changes = new Map(
    rows.map(changeFromRow).map(change => [change.id, change]),
  );
  const approvers = await tx
    .knex('mandate_change_approvers')
    .whereIn('change_id', ids)
    .select('change_id', 'group_ref');
  return ids.map(id => {
    const change = changes.get(id);
    return (
      change && {
        proposers: [change.proposer.ref, change.proposer.onBehalfOf ?? []]
          .flat()
          .map(ref => ref.toLowerCase()),
        targetOwner: change.target.owner?.toLowerCase(),
        approverGroups: approvers
          .filter(({ change_id }) => change_id === id)
          .map(({ group_ref }) => String(group_ref)),
        environment: change.target.environment,
      }
    );
  });
}
