import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Container, Flex, Text } from '@backstage/ui';
import {
  EmptyState,
  LoadView,
  useClusters,
} from '@mandate/plugin-mandate-react';
import { operationsTranslationRef } from '../translation';
import { ClusterCard } from './ClusterCard';

/** Whether the connected clusters are well, and of each what is missing. */
export function ClustersPage() {
  const { t } = useTranslationRef(operationsTranslationRef);
  const load = useClusters();
  return (
    <Container>
      <Flex direction="column" gap="4" py="4">
        <LoadView load={load} lines={6}>
          {clusters =>
            clusters.length === 0 ? (
              <EmptyState title={t('clusters.none')}>
                {t('clusters.noneHint')}
              </EmptyState>
            ) : (
              <>
                <Text as="p" variant="title-small" weight="bold">
                  {t('clusters.headline', {
                    ready: `${
                      clusters.filter(({ status }) => status === 'ready').length
                    }`,
                    count: clusters.length,
                  })}
                </Text>
                {clusters.map(cluster => (
                  <ClusterCard key={cluster.name} cluster={cluster} />
                ))}
              </>
            )
          }
        </LoadView>
      </Flex>
    </Container>
  );
}
