import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  type ChangeDetail,
  type CheckView,
  isTerminal,
  type StepView,
} from '@mandate/plugin-mandate-common';
import {
  RelativeTime,
  ScrollRegion,
  Status,
  type Tone,
} from '@mandate/plugin-mandate-react';
import { Section } from '../page/Section';
import { mandateTranslationRef } from '../translation';
import styles from './ChangePage.module.css';
import { useDurationWords } from './useDurationWords';

const stepTones: Readonly<Record<StepView['state'], Tone>> = {
  pending: 'neutral',
  intended: 'neutral',
  done: 'positive',
  failed: 'danger',
  undone: 'warning',
};

/** The steps of the run with what was observed. Nothing when the change has none yet. */
export function StepsSection({
  change,
}: {
  readonly change: Pick<ChangeDetail, 'state' | 'steps'>;
}) {
  const { steps } = change;
  const isOver = isTerminal(change.state);
  const { t } = useTranslationRef(mandateTranslationRef);
  const duration = useDurationWords();
  if (steps.length === 0) {
    return null;
  }
  return (
    <Section title={t('change.steps')}>
      <ol className={styles.list} aria-live="polite">
        {steps.map(({ id, title, state, words, startedAt, endedAt }) => (
          <li key={id} className={styles.row}>
            <Status tone={stepTones[state]}>
              {state === 'pending' && isOver
                ? t('change.stepNotDone')
                : t(`change.step.${state}`)}
            </Status>
            <span>{title}</span>
            {startedAt && endedAt && (
              <span>{duration(startedAt, endedAt)}</span>
            )}
            {words && <span className={styles.hint}>{words}</span>}
          </li>
        ))}
      </ol>
    </Section>
  );
}

/** What the steps report while they run, the newest last, in the viewer's time. Nothing when none reported. */
export function LogSection({ log }: { readonly log: ChangeDetail['log'] }) {
  const { t } = useTranslationRef(mandateTranslationRef);
  if (log.length === 0) {
    return null;
  }
  return (
    <Section title={t('discussion.log')}>
      <ScrollRegion label={t('discussion.log')} className={styles.log}>
        {log
          .map(({ at, words }) => `${new Date(at).toLocaleString()} ${words}`)
          .join('\n')}
      </ScrollRegion>
    </Section>
  );
}

const checkTones: Readonly<Record<CheckView['status'], Tone>> = {
  passing: 'positive',
  failing: 'danger',
  pending: 'neutral',
  unknown: 'warning',
};

/** The checks of the verification, failing first. Nothing when there are none yet. */
export function ChecksSection(props: {
  readonly checks: readonly CheckView[];
}) {
  const { t } = useTranslationRef(mandateTranslationRef);
  if (props.checks.length === 0) {
    return null;
  }
  const failing = props.checks.filter(({ status }) => status === 'failing');
  const others = props.checks.filter(({ status }) => status !== 'failing');
  return (
    <Section title={t('change.checks')}>
      <ul className={styles.list} aria-live="polite">
        {[...failing, ...others].map(({ id, title, status, words, at }) => (
          <li key={id} className={styles.row}>
            <Status tone={checkTones[status]}>
              {t(`change.check.${status}`)}
            </Status>
            <span>{title}</span>
            <RelativeTime at={at} />
            <span className={styles.hint}>{words}</span>
          </li>
        ))}
      </ul>
    </Section>
  );
}
