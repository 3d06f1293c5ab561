import { stringifyEntityRef } from '@backstage/catalog-model';
import {
  useApi,
  useRouteRef,
  useTranslationRef,
} from '@backstage/frontend-plugin-api';
import { useEntity } from '@backstage/plugin-catalog-react';
import {
  Button,
  Card,
  CardBody,
  CardHeader,
  Flex,
  Link,
  Text,
} from '@backstage/ui';
import type { TemplateInstanceView } from '@mandate/plugin-mandate-common';
import {
  ChangeLink,
  EmptyState,
  Fact,
  Facts,
  LoadView,
  mandateApiRef,
  templateRouteRef,
  templatesApiRef,
  useLoad,
} from '@mandate/plugin-mandate-react';
import { useId, useState } from 'react';
import { mandateTranslationRef } from '../translation';
import { shortDigest } from './shortDigest';

/** Which template and version the entity was made from, environment by environment, and whether a newer one is approved. */
export function EntityTemplate() {
  const { t } = useTranslationRef(mandateTranslationRef);
  const { entity } = useEntity();
  const entityRef = stringifyEntityRef(entity);
  const api = useApi(templatesApiRef);
  const instances = useLoad(entityRef, signal =>
    api.listTemplateInstances({ entityRef }, { signal }),
  );
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
                  <Instance key={instance.environment} instance={instance} />
                ))}
              </Flex>
            )
          }
        </LoadView>
      </CardBody>
    </Card>
  );
}

function Instance({ instance }: { readonly instance: TemplateInstanceView }) {
  const { t } = useTranslationRef(mandateTranslationRef);
  const { environment, template, digest, state, upgradeTo } = instance;
  return (
    <Facts>
      <Fact name={environment}>
        {t('templates.version', { template, version: shortDigest(digest) })}
        {state !== 'approved' && (
          <Text as="p" color="danger">
            {t(`templates.state.${state}`)}
          </Text>
        )}
        {upgradeTo && <Upgrade instance={instance} to={upgradeTo} />}
      </Fact>
    </Facts>
  );
}

type UpgradeState =
  | { readonly status: 'idle' }
  | { readonly status: 'working' }
  | { readonly status: 'proposed'; readonly changeId: string }
  | { readonly status: 'failed'; readonly words: string };

function Upgrade(props: {
  readonly instance: TemplateInstanceView;
  readonly to: string;
}) {
  const { instance, to } = props;
  const { t } = useTranslationRef(mandateTranslationRef);
  const api = useApi(mandateApiRef);
  const templateRoute = useRouteRef(templateRouteRef);
  const [state, setState] = useState<UpgradeState>({ status: 'idle' });
  const propose = async () => {
    setState({ status: 'working' });
    try {
      const { id } = await api.propose({
        kind: 'deploy',
        target: {
          entityRef: instance.entityRef,
          environment: instance.environment,
        },
        input: {
          template: { name: instance.template, digest: to, parameters: {} },
        },
        reason: t('templates.reason', { version: shortDigest(to) }),
      });
      setState({ status: 'proposed', changeId: id });
    } catch (error) {
      setState({
        status: 'failed',
        words: error instanceof Error ? error.message : String(error),
      });
    }
  };
  if (state.status === 'proposed') {
    return (
      <Text as="p" role="status">
        <ChangeLink id={state.changeId}>{t('templates.proposed')}</ChangeLink>
      </Text>
    );
  }
  return (
    <Flex direction="column" gap="2">
      <Text as="p">{t('templates.upgrade', { version: shortDigest(to) })}</Text>
      {templateRoute && (
        <Link href={templateRoute({ name: instance.template })}>
          {t('templates.seeUpgrade', { environment: instance.environment })}
        </Link>
      )}
      {state.status === 'failed' && (
        <Text as="p" color="danger" role="alert">
          {state.words}
        </Text>
      )}
      <Button
        variant="secondary"
        isDisabled={state.status === 'working'}
        onPress={propose}
      >
        {t('templates.propose', { environment: instance.environment })}
      </Button>
    </Flex>
  );
}
