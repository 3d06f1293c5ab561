import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { PreflightCheck } from '@mandate/plugin-mandate-common';
import { Status } from '../status/Status';
import { mandateReactTranslationRef } from '../translation';
import styles from './PreflightChecks.module.css';

/**
 * What must hold before a change starts: what does not, in words and first; then what does.
 *
 * @public
 */
export function PreflightChecks(props: {
  readonly checks: readonly PreflightCheck[];
}) {
  const { t } = useTranslationRef(mandateReactTranslationRef);
  const passed = props.checks.filter(({ status }) => status === 'pass');
  const open = props.checks.filter(({ status }) => status !== 'pass');
  return (
    <ul className={styles.list}>
      {open.map(({ id, title, status, words }) => (
        <li key={id}>
          <Status tone={status === 'fail' ? 'danger' : 'warning'}>
            {status === 'fail'
              ? t('preflight.notPassed', { title, words })
              : t('preflight.notTold', { title, words })}
          </Status>
        </li>
      ))}
      {passed.length > 0 && (
        <li>
          <Status
            tone="positive"
            title={passed.map(({ words }) => words).join(' ')}
          >
            {t('preflight.passed', {
              count: passed.length,
              titles: passed.map(({ title }) => title).join('; '),
            })}
          </Status>
        </li>
      )}
    </ul>
  );
}
