import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Container, Flex, Text } from '@backstage/ui';
import { EmptyState, LoadView } from '@mandate/plugin-mandate-react';
import { operationsTranslationRef } from '../translation';
import { BreakableClusterCard } from './BreakableClusterCard';
import { useBreakableClusters } from './useBreakableClusters';

/** For development: what embedded clusters have, and buttons that break it. */
export function DevelopmentPage() {
  const { t } = useTranslationRef(operationsTranslationRef);
  const load = useBreakableClusters();
  return (
    <Container>
      <Flex direction="column" gap="4" py="4">
        <header>
          <Text as="h2" variant="title-small" weight="bold">
            {t('development.title')}
          </Text>
          <Text as="p" color="secondary">
            {t('development.hint')}
          </Text>
        </header>
        <LoadView load={load} lines={9}>
          {clusters =>
            clusters.length === 0 ? (
              <EmptyState title={t('development.none')}>
                {t('development.noneHint')}
              </EmptyState>
            ) : (
              clusters.map(cluster => (
                <BreakableClusterCard
                  key={cluster.name}
                  cluster={cluster}
                  onChanged={load.reload}
                />
              ))
            )
          }
        </LoadView>
      </Flex>
    </Container>
  );
}
