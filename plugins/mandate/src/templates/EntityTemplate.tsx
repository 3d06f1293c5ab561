import { stringifyEntityRef } from '@backstage/catalog-model';
import { useRouteRef, useTranslationRef } from '@backstage/frontend-plugin-api';
import { useEntity } from '@backstage/plugin-catalog-react';
import { Card, CardBody, CardHeader, Flex, Link, Text } from '@backstage/ui';
import type {
  TemplateDriftView,
  TemplateInstanceView,
} from '@mandate/plugin-mandate-common';
import {
  EmptyState,
  LoadView,
  type Reloadable,
  templateRouteRef,
} from '@mandate/plugin-mandate-react';
import { useId } from 'react';
import { mandateTranslationRef } from '../translation';
import { InstanceDrift } from './InstanceDrift';
import { ProposeForInstance } from './ProposeForInstance';
import { shortDigest } from './shortDigest';
import { useEntityTemplates, useTemplateDrift } from './useEntityTemplates';

/** Which template and version the entity was made from, environment by environment, whether what runs is still that, and whether a newer one is approved. */
export function EntityTemplate() {
  const { t } = useTranslationRef(mandateTranslationRef);
  const { entity } = useEntity();
  const entityRef = stringifyEntityRef(entity);
  const instances = useEntityTemplates(entityRef);
  const drift = useTemplateDrift(entityRef);
  const titleId = useId();
  return (
    <Card role="region" aria-labelledby={titleId}>
      <CardHeader>
        <Text as="h3" variant="title-x-small" weight="bold" id={titleId}>
          {t('templates.title')}
        </Text>
      </CardHeader>
      <CardBody>
        <LoadView load={instances} lines={3}>
          {all =>
            all.length === 0 ? (
              <EmptyState title={t('templates.none')}>
                {t('templates.noneHint')}
              </EmptyState>
            ) : (
              <Flex direction="column" gap="4">
                {all.map(instance => (
                  <Instance
                    key={`${instance.environment} ${instance.template}`}
                    instance={instance}
                    drift={drift}
                  />
                ))}
              </Flex>
            )
          }
        </LoadView>
      </CardBody>
    </Card>
  );
}

function Instance(props: {
  readonly instance: TemplateInstanceView;
  readonly drift: Reloadable<readonly TemplateDriftView[]>;
}) {
  const { instance, drift } = props;
  const { t } = useTranslationRef(mandateTranslationRef);
  const { environment, template, digest, state, upgradeTo } = instance;
  return (
    <Flex direction="column" gap="2">
      <Text as="h4" weight="bold">
        {environment}
      </Text>
      <Text as="p">
        {t('templates.version', { template, version: shortDigest(digest) })}
      </Text>
      {state !== 'approved' && (
        <Text as="p" color="danger">
          {t(`templates.state.${state}`)}
        </Text>
      )}
      <LoadView load={drift} lines={1}>
        {all => (
          <InstanceDrift
            instance={instance}
            drift={all.find(
              one =>
                one.environment === environment && one.template === template,
            )}
          />
        )}
      </LoadView>
      {upgradeTo && <Upgrade instance={instance} to={upgradeTo} />}
      {instance.part && (
        <ProposeForInstance
          instance={instance}
          change={{ kind: 'delete' }}
          reason={t('templates.remove.reason', { template })}
          label={t('templates.remove.propose', { template, environment })}
        />
      )}
    </Flex>
  );
}

function Upgrade(props: {
  readonly instance: TemplateInstanceView;
  readonly to: string;
}) {
  const { instance, to } = props;
  const { environment, template } = instance;
  const { t } = useTranslationRef(mandateTranslationRef);
  const templateRoute = useRouteRef(templateRouteRef);
  const version = shortDigest(to);
  return (
    <Flex direction="column" gap="2">
      <Text as="p">{t('templates.upgrade', { version })}</Text>
      {templateRoute && (
        <Link href={templateRoute({ name: template })}>
          {t('templates.seeUpgrade', { environment })}
        </Link>
      )}
      <ProposeForInstance
        instance={instance}
        change={{ kind: 'deploy', digest: to }}
        reason={t('templates.reason', { version })}
        label={t('templates.propose', { environment })}
      />
    </Flex>
  );
}
