import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Flex, Text } from '@backstage/ui';
import type {
  TemplateInstanceView,
  TemplateView,
} from '@mandate/plugin-mandate-common';
import {
  CellHint,
  ChangeLink,
  EmptyState,
  EntityName,
  LoadView,
  RelativeTime,
  SimpleTable,
  Status,
} from '@mandate/plugin-mandate-react';
import { useParams } from 'react-router-dom';
import { Page } from '../../page/Page';
import { Section } from '../../page/Section';
import { mandateTranslationRef } from '../../translation';
import { AskApproval } from '../AskApproval';
import { shortDigest } from '../shortDigest';
import { useTemplate } from '../useTemplates';
import { TakeOutOfUse } from './TakeOutOfUse';
import { UpgradeSection } from './UpgradeSection';
import { VersionFiles } from './VersionFiles';

/** One template: its versions, who has which, and what bringing all to the newest one means. */
export function TemplatePage() {
  const { name = '' } = useParams();
  const page = useTemplate(name);
  return (
    <Page>
      <LoadView load={page} lines={9}>
        {({ template, instances }) => (
          <Flex direction="column" gap="4">
            <header>
              <Text as="h2" variant="title-medium" weight="bold">
                {template.title}
              </Text>
              <Text as="p" color="secondary">
                {template.description}
              </Text>
              {template.trouble && (
                <Text as="p">
                  <Status tone="warning">{template.trouble}</Status>
                </Text>
              )}
            </header>
            {instances.some(({ upgradeTo }) => upgradeTo) && (
              <UpgradeSection template={template} />
            )}
            <Instances instances={instances} />
            <Versions template={template} instances={instances} />
          </Flex>
        )}
      </LoadView>
    </Page>
  );
}

function Versions(props: {
  readonly template: TemplateView;
  readonly instances: readonly TemplateInstanceView[];
}) {
  const { template, instances } = props;
  const { t } = useTranslationRef(mandateTranslationRef);
  return (
    <Section title={t('templates.page.versions')}>
      <SimpleTable
        label={t('templates.page.versions')}
        columns={[
          t('templates.page.version'),
          t('templates.list.state'),
          t('templates.page.since'),
          t('templates.page.files'),
          t('templates.page.change'),
        ]}
      >
        {template.versions.map(({ digest, state, since, reason, changeId }) => (
          <tr key={digest}>
            <th scope="row">
              {shortDigest(digest)}
              {digest === template.current && (
                <CellHint>{t('templates.page.current')}</CellHint>
              )}
            </th>
            <td>
              {t(`templates.states.${state}`)}
              {reason && <CellHint>{reason}</CellHint>}
            </td>
            <td>{since && <RelativeTime at={since} />}</td>
            <td>
              <VersionFiles
                name={template.name}
                digest={digest}
                offersKro={template.packageFormat === undefined}
              />
            </td>
            <td>
              {changeId && (
                <ChangeLink id={changeId}>
                  {t('templates.page.openChange')}
                </ChangeLink>
              )}
              {state === 'not-approved' && (
                <AskApproval name={template.name} digest={digest} />
              )}
              {(state === 'approved' || state === 'deprecated') && (
                <TakeOutOfUse
                  name={template.name}
                  digest={digest}
                  ways={
                    state === 'approved'
                      ? ['deprecate', 'withdraw']
                      : ['withdraw']
                  }
                  instanceCount={
                    instances.filter(one => one.digest === digest).length
                  }
                />
              )}
            </td>
          </tr>
        ))}
      </SimpleTable>
    </Section>
  );
}

function Instances(props: {
  readonly instances: readonly TemplateInstanceView[];
}) {
  const { instances } = props;
  const { t } = useTranslationRef(mandateTranslationRef);
  return (
    <Section title={t('templates.page.instances')}>
      {instances.length === 0 ? (
        <EmptyState title={t('templates.page.noInstances')}>
          {t('templates.page.noInstancesHint')}
        </EmptyState>
      ) : (
        <SimpleTable
          label={t('templates.page.instances')}
          columns={[
            t('templates.page.instance'),
            t('templates.requirement.environment'),
            t('templates.page.version'),
            t('templates.page.since'),
          ]}
        >
          {instances.map(instance => (
            <tr key={`${instance.entityRef} ${instance.environment}`}>
              <th scope="row">
                <EntityName entityRef={instance.entityRef} />
              </th>
              <td>{instance.environment}</td>
              <td>
                {shortDigest(instance.digest)}
                {instance.upgradeTo && (
                  <CellHint>
                    {t('templates.upgrade', {
                      version: shortDigest(instance.upgradeTo),
                    })}
                  </CellHint>
                )}
              </td>
              <td>
                <RelativeTime at={instance.since} />
              </td>
            </tr>
          ))}
        </SimpleTable>
      )}
    </Section>
  );
}
