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
import {
  EmptyState,
  LoadView,
  useEnvironments,
} from '@mandate/plugin-mandate-react';
import { useSearchParams } from 'react-router-dom';
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
  const [parameters, setParameters] = useSearchParams();
  const wanted = parameters.get('environment');
  const chosen = names.find(name => name === wanted) ?? names[0];
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
        aria-label={t('environments')}
        selectionMode="single"
        disallowEmptySelection
        selectedKeys={[chosen]}
        onSelectionChange={keys => choose(String([...keys][0]))}
      >
        {names.map(name => (
          <ToggleButton key={name} id={name}>
            {name}
          </ToggleButton>
        ))}
      </ToggleButtonGroup>
      <TargetConfiguration
        target={{
          entityRef: stringifyEntityRef(entity),
          environment: chosen,
        }}
        name={entity.metadata.title ?? entity.metadata.name}
        environments={names}
      />
    </>
  );
}
