import {
  getCompoundEntityRef,
  stringifyEntityRef,
} from '@backstage/catalog-model';
import { useRouteRef, useTranslationRef } from '@backstage/frontend-plugin-api';
import { entityRouteRef, useEntity } from '@backstage/plugin-catalog-react';
import { Flex, Link } from '@backstage/ui';
import {
  EmptyState,
  EntityCard,
  LoadView,
  useEnvironments,
} from '@mandate/plugin-mandate-react';
import { useConfiguration } from '../load/queries';
import { ProblemList } from '../page/ProblemList';
import { StandingLine } from '../page/StandingLine';
import { configurationTranslationRef } from '../translation';

/** Whether each environment has what git has, and what is wrong; the tab tells the rest. */
export function ConfigurationCard() {
  const { t } = useTranslationRef(configurationTranslationRef);
  const { entity } = useEntity();
  const environments = useEnvironments();
  const entityRoute = useRouteRef(entityRouteRef);
  return (
    <EntityCard
      title={t('title')}
      actions={
        entityRoute && (
          <Link href={`${pathOf(entityRoute)}/configuration`}>{t('open')}</Link>
        )
      }
    >
      <LoadView load={environments}>
        {all =>
          all.length === 0 ? (
            <EmptyState title={t('noEnvironments')}>
              {t('noEnvironmentsHint')}
            </EmptyState>
          ) : (
            <Flex direction="column" gap="4">
              {all.map(({ name }) => (
                <OneEnvironment
                  key={name}
                  entityRef={stringifyEntityRef(entity)}
                  environment={name}
                />
              ))}
            </Flex>
          )
        }
      </LoadView>
    </EntityCard>
  );

  function pathOf(route: NonNullable<typeof entityRoute>) {
    const { kind, namespace, name } = getCompoundEntityRef(entity);
    return route({
      kind: kind.toLocaleLowerCase('en-US'),
      namespace: namespace.toLocaleLowerCase('en-US'),
      name,
    });
  }
}

function OneEnvironment(props: {
  readonly entityRef: string;
  readonly environment: string;
}) {
  const configuration = useConfiguration(props);
  return (
    <LoadView load={configuration} lines={2}>
      {({ standing, problems }) => (
        <Flex direction="column" gap="2">
          <StandingLine environment={props.environment} standing={standing} />
          <ProblemList problems={problems} />
        </Flex>
      )}
    </LoadView>
  );
}
