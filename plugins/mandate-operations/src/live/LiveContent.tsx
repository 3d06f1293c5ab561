import { stringifyEntityRef } from '@backstage/catalog-model';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { useEntity } from '@backstage/plugin-catalog-react';
import { Container, Flex, Text } from '@backstage/ui';
import type { LiveEnvironment } from '@mandate/plugin-mandate-common';
import {
  EmptyState,
  EnvironmentChoice,
  LoadView,
  useLiveEnvironments,
} from '@mandate/plugin-mandate-react';
import { ActionsMenu } from '../propose/ActionsMenu';
import { operationsTranslationRef } from '../translation';
import { EnvironmentView } from './EnvironmentView';

/** What runs of the entity now, one environment at a time; the address says which. */
export function LiveContent() {
  const { t } = useTranslationRef(operationsTranslationRef);
  const { entity } = useEntity();
  const entityRef = stringifyEntityRef(entity);
  const live = useLiveEnvironments(entityRef);
  return (
    <Container>
      <Flex direction="column" gap="4" py="4">
        <Flex justify="between" align="center">
          <Text as="h2" variant="title-small" weight="bold">
            {t('live.title')}
          </Text>
          <ActionsMenu />
        </Flex>
        <LoadView load={live} lines={9}>
          {environments =>
            environments.length === 0 ? (
              <EmptyState title={t('live.none')}>
                {t('live.noneHint')}
              </EmptyState>
            ) : (
              <Environments environments={environments} entityRef={entityRef} />
            )
          }
        </LoadView>
      </Flex>
    </Container>
  );
}

function Environments(props: {
  readonly environments: readonly LiveEnvironment[];
  readonly entityRef: string;
}) {
  const { environments, entityRef } = props;
  const { t } = useTranslationRef(operationsTranslationRef);
  return (
    <EnvironmentChoice
      label={t('live.environments')}
      names={environments.map(({ environment }) => environment)}
    >
      {chosen =>
        environments
          .filter(({ environment }) => environment === chosen)
          .map(live => (
            <EnvironmentView key={chosen} live={live} entityRef={entityRef} />
          ))
      }
    </EnvironmentChoice>
  );
}
