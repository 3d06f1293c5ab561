import { stringifyEntityRef } from '@backstage/catalog-model';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { useEntity } from '@backstage/plugin-catalog-react';
import {
  Container,
  Flex,
  Text,
  ToggleButton,
  ToggleButtonGroup,
} from '@backstage/ui';
import type { LiveEnvironment } from '@mandate/plugin-mandate-common';
import {
  EmptyState,
  LoadView,
  useLiveEnvironments,
} from '@mandate/plugin-mandate-react';
import { useSearchParams } from 'react-router-dom';
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
  const [parameters, setParameters] = useSearchParams();
  const wanted = parameters.get('environment');
  const chosen =
    environments.find(({ environment }) => environment === wanted) ??
    environments[0];
  const choose = (environment: string) =>
    setParameters(
      before => {
        const next = new URLSearchParams(before);
        next.set('environment', environment);
        return next;
      },
      { replace: true },
    );
  return (
    <>
      <ToggleButtonGroup
        aria-label={t('live.environments')}
        selectionMode="single"
        disallowEmptySelection
        selectedKeys={[chosen.environment]}
        onSelectionChange={keys => choose(String([...keys][0]))}
      >
        {environments.map(({ environment }) => (
          <ToggleButton key={environment} id={environment}>
            {environment}
          </ToggleButton>
        ))}
      </ToggleButtonGroup>
      <EnvironmentView
        key={chosen.environment}
        live={chosen}
        entityRef={entityRef}
      />
    </>
  );
}
