import { stringifyEntityRef } from '@backstage/catalog-model';
import { useEntity } from '@backstage/plugin-catalog-react';
import { Flex } from '@backstage/ui';
import {
  ErrorState,
  loadedValue,
  useApprovals,
} from '@mandate/plugin-mandate-react';
import { ApprovalCard } from './ApprovalCard';

/** A card for each change of the entity that waits for approval; nothing when none does. */
export function EntityApprovals() {
  const { entity } = useEntity();
  const approvals = useApprovals({ entityRef: stringifyEntityRef(entity) });
  const changes = loadedValue(approvals)?.items ?? [];
  if (changes.length === 0 && approvals.status !== 'error') {
    return null;
  }
  return (
    <Flex direction="column" gap="4">
      {approvals.status === 'error' && (
        <ErrorState
          error={approvals.error}
          stale={approvals.value !== undefined}
          onRetry={approvals.reload}
        />
      )}
      {changes.map(change => (
        <ApprovalCard
          key={change.id}
          change={change}
          onChanged={approvals.reload}
        />
      ))}
    </Flex>
  );
}
