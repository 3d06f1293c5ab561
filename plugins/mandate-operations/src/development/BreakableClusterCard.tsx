import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Alert, Button, Flex } from '@backstage/ui';
import type { BreakableCluster } from '@mandate/plugin-mandate-common';
import { EntityCard, Status } from '@mandate/plugin-mandate-react';
import { operationsTranslationRef } from '../translation';
import { BreakablePods } from './BreakablePods';
import { FaultsTable } from './FaultsTable';
import { brokenMembers } from './faults';
import { NodesTable } from './NodesTable';
import { useBreaking } from './useBreakableClusters';

/** One embedded cluster: what is broken in a sentence, one button that mends all, then what can be broken. */
export function BreakableClusterCard(props: {
  readonly cluster: BreakableCluster;
  readonly onChanged: () => void;
}) {
  const { cluster, onChanged } = props;
  const { t } = useTranslationRef(operationsTranslationRef);
  const breaking = useBreaking(cluster.name, onChanged);
  const count = brokenMembers(cluster.faults).length;
  return (
    <EntityCard
      title={cluster.name}
      actions={
        <Button
          size="small"
          isDisabled={Object.keys(cluster.faults).length === 0}
          isPending={breaking.isBusy}
          onPress={() => breaking.breakCluster({})}
        >
          {t('development.mendAll')}
        </Button>
      }
    >
      <Flex direction="column" gap="4">
        <div role="status">
          <Status tone={count === 0 ? 'positive' : 'danger'}>
            {count === 0
              ? t('development.nothing')
              : t('development.broken', { count })}
          </Status>
        </div>
        {breaking.problem !== undefined && (
          <Alert role="alert" status="danger" icon title={breaking.problem} />
        )}
        {cluster.faults.paths && (
          <Alert
            status="info"
            icon
            title={t('development.paths', {
              paths: cluster.faults.paths.join(', '),
            })}
          />
        )}
        <Seen cluster={cluster} breaking={breaking} />
        <FaultsTable cluster={cluster} breaking={breaking} />
        {cluster.sight.status === 'seen' && (
          <BreakablePods cluster={cluster.name} sight={cluster.sight} />
        )}
      </Flex>
    </EntityCard>
  );
}

/** The nodes; or that nothing can be seen, and why. */
function Seen(props: {
  readonly cluster: BreakableCluster;
  readonly breaking: ReturnType<typeof useBreaking>;
}) {
  const { cluster, breaking } = props;
  const { t } = useTranslationRef(operationsTranslationRef);
  if (cluster.sight.status === 'seen') {
    return (
      <NodesTable
        cluster={cluster}
        nodes={cluster.sight.nodes}
        breaking={breaking}
      />
    );
  }
  return (
    <Alert
      status="warning"
      icon
      title={t('development.unseen')}
      description={cluster.sight.words}
    />
  );
}
