import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Text } from '@backstage/ui';
import {
  clusterObjectSchema,
  type PlannedObject,
  type TemplateUpgradeView,
} from '@mandate/plugin-mandate-common';
import { EntityName, ObjectDiff, Status } from '@mandate/plugin-mandate-react';
import styles from '../../changes/ChangePage.module.css';
import { mandateTranslationRef } from '../../translation';

type Instance = TemplateUpgradeView['instances'][number];

const TONES = {
  unchanged: 'neutral',
  changes: 'positive',
  blocked: 'danger',
} as const;

/** One instance: whether it can be upgraded, whether a person must look, and the rendered difference. */
export function UpgradedInstance({
  instance,
}: {
  readonly instance: Instance;
}) {
  const { entityRef, status, problems, needsPerson, objects, bump } = instance;
  const { t } = useTranslationRef(mandateTranslationRef);
  return (
    <article>
      <Text as="p">
        <EntityName entityRef={entityRef} />{' '}
        <Status tone={TONES[status]}>
          {t(`templates.upgrading.status.${status}`)}
        </Status>
        {bump &&
          bump !== 'none' &&
          ` ${t('templates.upgrading.bump', { bump })}`}
      </Text>
      {problems.map(problem => (
        <Text as="p" color="danger" key={problem}>
          {problem}
        </Text>
      ))}
      {needsPerson.map(words => (
        <Text as="p" key={words}>
          <Status tone="warning">{words}</Status>
        </Text>
      ))}
      {objects.length > 0 && (
        <details className={styles.disclosure}>
          <summary>
            {t('templates.upgrading.difference', { count: objects.length })}
          </summary>
          <ObjectDiff objects={objects.map(plannedObject)} />
        </details>
      )}
    </article>
  );
}

function plannedObject(object: Instance['objects'][number]): PlannedObject {
  return {
    ...object,
    before: object.before && clusterObjectSchema.parse(object.before),
    after: object.after && clusterObjectSchema.parse(object.after),
  };
}
