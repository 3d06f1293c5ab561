import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Text } from '@backstage/ui';
import type { ChangeDetail } from '@mandate/plugin-mandate-common';
import { Data, ObjectDiff, Story } from '@mandate/plugin-mandate-react';
import { Section } from '../page/Section';
import { mandateTranslationRef } from '../translation';
import { AssessmentSections } from './AssessmentSections';
import styles from './ChangePage.module.css';
import { DecisionSection } from './DecisionSection';
import { ChecksSection, LogSection, StepsSection } from './RunSections';

/** The story on the left; what was planned, assessed and decided on the right. */
export function ChangeColumns({ change }: { readonly change: ChangeDetail }) {
  const { t } = useTranslationRef(mandateTranslationRef);
  const { current, earlier, input } = change;
  return (
    <div className={styles.columns}>
      <div className={styles.column}>
        <StepsSection steps={change.steps} />
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
              <ObjectDiff objects={current.plan.objects} />
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
