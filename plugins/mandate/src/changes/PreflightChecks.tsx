import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { PreflightCheck } from '@mandate/plugin-mandate-common';
import { Status } from '@mandate/plugin-mandate-react';
import { mandateTranslationRef } from '../translation';
import styles from './ChangePage.module.css';

/** What must hold before a change starts: what does not, in words and first; then what does. */
export function PreflightChecks(props: {
  readonly checks: readonly PreflightCheck[];
}) {
  const { t } = useTranslationRef(mandateTranslationRef);
  const passed = props.checks.filter(({ status }) => status === 'pass');
  const open = props.checks.filter(({ status }) => status !== 'pass');
  return (
    <ul className={styles.list}>
      {open.map(({ id, title, status, words }) => (
        <li key={id}>
          <Status tone={status === 'fail' ? 'danger' : 'warning'}>
            {status === 'fail'
              ? t('assessment.notPassed', { title, words })
              : t('assessment.notTold', { title, words })}
          </Status>
        </li>
      ))}
      {passed.length > 0 && (
        <li>
          <Status
            tone="positive"
            title={passed.map(({ words }) => words).join(' ')}
          >
            {t('assessment.preflightPassed', {
              count: passed.length,
              titles: passed.map(({ title }) => title).join('; '),
            })}
          </Status>
        </li>
      )}
    </ul>
  );
}
