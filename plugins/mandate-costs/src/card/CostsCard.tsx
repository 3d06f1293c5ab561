import { stringifyEntityRef } from '@backstage/catalog-model';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { useEntity } from '@backstage/plugin-catalog-react';
import { Flex } from '@backstage/ui';
import {
  EmptyState,
  EntityCard,
  LoadView,
  useCosts,
} from '@mandate/plugin-mandate-react';
import { costsTranslationRef } from '../translation';
import { EnvironmentCostView } from './EnvironmentCostView';

/** What the entity costs a month, one part per environment. */
export function CostsCard() {
  const { t } = useTranslationRef(costsTranslationRef);
  const { entity } = useEntity();
  const costs = useCosts(stringifyEntityRef(entity));
  return (
    <EntityCard title={t('title')}>
      <LoadView load={costs} lines={4}>
        {environments =>
          environments.length === 0 ? (
            <EmptyState title={t('none')}>{t('noneHint')}</EmptyState>
          ) : (
            <Flex direction="column" gap="4">
              {environments.map(cost => (
                <EnvironmentCostView key={cost.environment} cost={cost} />
              ))}
            </Flex>
          )
        }
      </LoadView>
    </EntityCard>
  );
}
