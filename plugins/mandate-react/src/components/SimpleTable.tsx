import type { ReactNode } from 'react';
import styles from './SimpleTable.module.css';

/**
 * A table for a card: few rows, read only. Scrolls sideways where the card is narrow.
 *
 * @public
 */
export function SimpleTable(props: {
  readonly label: string;
  readonly columns: readonly string[];
  /** Rows, each with `th scope="row"` first. */
  readonly children: ReactNode;
}) {
  const { label, columns, children } = props;
  return (
    <div className={styles.scroll}>
      <table className={styles.table} aria-label={label}>
        <thead>
          <tr>
            {columns.map(column => (
              <th key={column} scope="col">
                {column}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>{children}</tbody>
      </table>
    </div>
  );
}

/**
 * What a cell adds in a second line.
 *
 * @public
 */
export function CellHint({ children }: { readonly children: ReactNode }) {
  return <div className={styles.hint}>{children}</div>;
}
