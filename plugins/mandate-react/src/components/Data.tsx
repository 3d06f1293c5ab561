import { stringify } from 'yaml';
import styles from './Data.module.css';
import { ScrollRegion } from './ScrollRegion';

/**
 * Data as YAML, for evidence and specifications.
 *
 * @public
 */
export function Data(props: {
  readonly label: string;
  readonly value: unknown;
}) {
  const { label, value } = props;
  return (
    <ScrollRegion label={label} className={styles.data}>
      {typeof value === 'string' ? value : stringify(value)}
    </ScrollRegion>
  );
}
