import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { entityName } from '../entityName';
import { mandateReactTranslationRef } from '../translation';
import styles from './RequirementDots.module.css';

/**
 * How far one requirement is: "platform ●○ 1 of 2".
 *
 * @public
 */
export function RequirementDots(props: {
  readonly group: string;
  readonly count: number;
  readonly missing: number;
}) {
  const { group, count, missing } = props;
  const { t } = useTranslationRef(mandateReactTranslationRef);
  const done = Math.max(0, count - missing);
  const values = {
    group: entityName(group),
    done: String(done),
    total: String(count),
  };
  return (
    <span
      className={styles.requirement}
      role="img"
      aria-label={t('requirement.dots', values)}
    >
      <span>{values.group}</span>
      <span className={styles.dots}>
        {'●'.repeat(done)}
        {'○'.repeat(count - done)}
      </span>
      <span className={styles.count}>
        {t('requirement.ofCount', { done: values.done, total: values.total })}
      </span>
    </span>
  );
}
