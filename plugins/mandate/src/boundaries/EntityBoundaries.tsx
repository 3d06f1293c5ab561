import { stringifyEntityRef } from '@backstage/catalog-model';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { useEntity } from '@backstage/plugin-catalog-react';
import {
  Button,
  Card,
  CardBody,
  CardHeader,
  Flex,
  Select,
  Text,
} from '@backstage/ui';
import type { EnvironmentView } from '@mandate/plugin-mandate-common';
import {
  EmptyState,
  loadedValue,
  LoadView,
  useBoundaries,
  useEnvironments,
} from '@mandate/plugin-mandate-react';
import { useId, useState } from 'react';
import { MayPropose } from '../page/MayPropose';
import { mandateTranslationRef } from '../translation';
import { BoundariesView } from './BoundariesView';
import { TryChangeDialog } from './TryChangeDialog';

/** What automation may do with the entity, environment by environment, and a way to try a change. */
export function EntityBoundaries() {
  const { t } = useTranslationRef(mandateTranslationRef);
  const environments = useEnvironments();
  const titleId = useId();
  return (
    <Card role="region" aria-labelledby={titleId}>
      <CardHeader>
        <Text as="h3" variant="title-x-small" weight="bold" id={titleId}>
          {t('boundaries.title')}
        </Text>
      </CardHeader>
      <CardBody>
        <LoadView load={environments} lines={5}>
          {([first, ...rest]) =>
            first ? (
              <PerEnvironment first={first} environments={[first, ...rest]} />
            ) : (
              <EmptyState title={t('boundaries.noEnvironment')}>
                {t('boundaries.noEnvironmentHint')}
              </EmptyState>
            )
          }
        </LoadView>
      </CardBody>
    </Card>
  );
}

function PerEnvironment(props: {
  readonly first: EnvironmentView;
  readonly environments: readonly EnvironmentView[];
}) {
  const { first, environments } = props;
  const { t } = useTranslationRef(mandateTranslationRef);
  const { entity } = useEntity();
  const entityRef = stringifyEntityRef(entity);
  const [environment, setEnvironment] = useState(first.name);
  const [trying, setTrying] = useState(false);
  const boundaries = useBoundaries({ entityRef, environment });
  const [firstKind, ...otherKinds] = loadedValue(boundaries)?.kinds ?? [];
  return (
    <Flex direction="column" gap="3">
      <Select
        label={t('boundaries.environment')}
        value={environment}
        onChange={key => setEnvironment(String(key))}
        options={environments.map(({ name, title }) => ({
          value: name,
          label: title,
        }))}
      />
      <LoadView load={boundaries} lines={5}>
        {value => <BoundariesView boundaries={value} />}
      </LoadView>
      {firstKind && (
        <MayPropose>
          <Flex>
            <Button
              size="small"
              variant="secondary"
              onPress={() => setTrying(true)}
            >
              {t('boundaries.try')}
            </Button>
          </Flex>
        </MayPropose>
      )}
      {trying && firstKind && (
        <TryChangeDialog
          target={{ entityRef, environment }}
          kinds={[firstKind, ...otherKinds]}
          onClose={() => setTrying(false)}
        />
      )}
    </Flex>
  );
}
