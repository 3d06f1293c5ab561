import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Text } from '@backstage/ui';
import type {
  ChangeDetail,
  PlannedObject,
} from '@mandate/plugin-mandate-common';
import { Data, ObjectDiff, Story } from '@mandate/plugin-mandate-react';
import { Section } from '../page/Section';
import { mandateTranslationRef } from '../translation';
import { AssessmentSections } from './AssessmentSections';
import styles from './ChangePage.module.css';
import { DecisionSection } from './DecisionSection';
import { ChecksSection, LogSection, StepsSection } from './RunSections';

/** So many objects are shown at once; more would push the assessment out of sight. */
const MAX_OPEN_OBJECTS = 2;

/** The story on the left; what was planned, assessed and decided on the right. */
export function ChangeColumns({ change }: { readonly change: ChangeDetail }) {
  const { t } = useTranslationRef(mandateTranslationRef);
  const { current, earlier, input } = change;
  return (
    <div className={styles.columns}>
      <div className={styles.column}>
        <StepsSection change={change} />
        <LogSection log={change.log} />
        <ChecksSection checks={change.checks} />
        <Section title={t('change.story')}>
          <Story label={t('change.story')} items={change.story} />
        </Section>
      </div>
      <div className={styles.column}>
        <Section title={t('change.plan')}>
          {current ? (
            <>
              <Text as="p">{current.plan.summary}</Text>
              <PlannedObjects objects={current.plan.objects} />
            </>
          ) : (
            <Text as="p">{t('change.notPlanned')}</Text>
          )}
        </Section>
        {current && (
          <>
            <AssessmentSections revision={current} />
            <DecisionSection revision={current} />
          </>
        )}
        <Section title={t('change.links')}>
          <details className={styles.disclosure}>
            <summary>{t('change.input')}</summary>
            <Data label={t('change.input')} value={input} />
          </details>
          {earlier.length > 0 && (
            <details className={styles.disclosure}>
              <summary>{t('change.earlier')}</summary>
              <ul className={styles.list}>
                {earlier.map(revision => (
                  <li key={revision.number}>
                    {t('change.earlierItem', {
                      number: String(revision.number),
                      words: revision.plan.summary,
                    })}
                  </li>
                ))}
              </ul>
            </details>
          )}
        </Section>
      </div>
    </div>
  );
}

function PlannedObjects({
  objects,
}: {
  readonly objects: readonly PlannedObject[];
}) {
  const { t } = useTranslationRef(mandateTranslationRef);
  const changed = objects.filter(({ action }) => action !== 'none').length;
  return changed <= MAX_OPEN_OBJECTS ? (
    <ObjectDiff objects={objects} />
  ) : (
    <details className={styles.disclosure}>
      <summary>{t('change.diffOf', { count: changed })}</summary>
      <ObjectDiff objects={objects} />
    </details>
  );
}
