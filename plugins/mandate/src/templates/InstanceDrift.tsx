import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Flex, Text } from '@backstage/ui';
import type {
  TemplateDifference,
  TemplateDriftView,
  TemplateInstanceView,
} from '@mandate/plugin-mandate-common';
import { SimpleTable, Status } from '@mandate/plugin-mandate-react';
import { mandateTranslationRef } from '../translation';
import { ProposeForInstance } from './ProposeForInstance';
import { shortDigest } from './shortDigest';

/** Whether what runs is what the instance's version renders, where it is not, and what to do about it. */
export function InstanceDrift(props: {
  readonly instance: TemplateInstanceView;
  /** Undefined when nothing in the cluster says that it comes from the template. */
  readonly drift: TemplateDriftView | undefined;
}) {
  const { instance, drift } = props;
  const { t } = useTranslationRef(mandateTranslationRef);
  if (!drift || drift.status === 'unknown') {
    return (
      <Text as="p">
        <Status tone="warning">
          {drift
            ? t('templates.drift.unknown', { words: drift.words })
            : t('templates.drift.untold')}
        </Status>
      </Text>
    );
  }
  if (drift.digest !== instance.digest) {
    return (
      <Flex direction="column" gap="2">
        <Text as="p">
          <Status tone="warning">
            {t('templates.drift.otherVersion', {
              version: shortDigest(drift.digest),
            })}
          </Status>
        </Text>
        <BringBack instance={instance} />
      </Flex>
    );
  }
  return drift.status === 'as-rendered' ? (
    <Text as="p">
      <Status tone="positive">{t('templates.drift.none')}</Status>
    </Text>
  ) : (
    <Flex direction="column" gap="2">
      <Text as="p">
        <Status tone="warning">
          {t('templates.drift.differs', {
            count: drift.differences.length + drift.more,
          })}
        </Status>
      </Text>
      <Differences
        environment={instance.environment}
        differences={drift.differences}
      />
      {drift.more > 0 && (
        <Text as="p" color="secondary">
          {t('templates.drift.more', { count: drift.more })}
        </Text>
      )}
      <Text as="p">{t('templates.drift.whatToDo')}</Text>
      <BringBack instance={instance} />
    </Flex>
  );
}

function Differences(props: {
  readonly environment: string;
  readonly differences: readonly TemplateDifference[];
}) {
  const { environment, differences } = props;
  const { t } = useTranslationRef(mandateTranslationRef);
  return (
    <SimpleTable
      label={t('templates.drift.table', { environment })}
      columns={[
        t('templates.drift.what'),
        t('templates.drift.rendered'),
        t('templates.drift.live'),
        t('templates.drift.who'),
      ]}
    >
      {differences.map(({ object, path, rendered, live, manager }) => {
        const name = `${object.kind} ${object.name}`;
        return (
          <tr key={`${name} ${path}`}>
            <th scope="row">
              {path === undefined ? name : `${name}: ${path}`}
            </th>
            <td>
              {path === undefined
                ? t('templates.drift.thisObject')
                : rendered ?? t('templates.drift.nothing')}
            </td>
            <td>{live ?? t('templates.drift.nothing')}</td>
            <td>
              {manager ??
                (live === undefined
                  ? t('templates.drift.notTold')
                  : t('templates.drift.laterChange'))}
            </td>
          </tr>
        );
      })}
    </SimpleTable>
  );
}

function BringBack({ instance }: { readonly instance: TemplateInstanceView }) {
  const { t } = useTranslationRef(mandateTranslationRef);
  const { digest, environment } = instance;
  return (
    <ProposeForInstance
      instance={instance}
      change={{ kind: 'deploy', digest }}
      reason={t('templates.drift.reason', { version: shortDigest(digest) })}
      label={t('templates.drift.bringBack', { environment })}
    />
  );
}
