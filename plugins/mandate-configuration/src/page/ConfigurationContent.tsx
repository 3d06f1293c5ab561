import { stringifyEntityRef } from '@backstage/catalog-model';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { useEntity } from '@backstage/plugin-catalog-react';
import { Container, Flex, Text } from '@backstage/ui';
import {
  EmptyState,
  EnvironmentChoice,
  LoadView,
  useEnvironments,
} from '@mandate/plugin-mandate-react';
import { configurationTranslationRef } from '../translation';
import { TargetConfiguration } from './TargetConfiguration';

/** The configuration of the entity, one environment at a time; the address says which. */
export function ConfigurationContent() {
  const { t } = useTranslationRef(configurationTranslationRef);
  const environments = useEnvironments();
  return (
    <Container>
      <Flex direction="column" gap="4" py="4">
        <Text as="h2" variant="title-small" weight="bold">
          {t('title')}
        </Text>
        <LoadView load={environments} lines={9}>
          {all =>
            all.length === 0 ? (
              <EmptyState title={t('noEnvironments')}>
                {t('noEnvironmentsHint')}
              </EmptyState>
            ) : (
              <Environments names={all.map(({ name }) => name)} />
            )
          }
        </LoadView>
      </Flex>
    </Container>
  );
}

function Environments({ names }: { readonly names: readonly string[] }) {
  const { t } = useTranslationRef(configurationTranslationRef);
  const { entity } = useEntity();
  return (
    <EnvironmentChoice label={t('environments')} names={names}>
      {environment => (
        <TargetConfiguration
          key={environment}
          target={{ entityRef: stringifyEntityRef(entity), environment }}
          name={entity.metadata.title ?? entity.metadata.name}
          environments={names}
        />
      )}
    </EnvironmentChoice>
  );
}
