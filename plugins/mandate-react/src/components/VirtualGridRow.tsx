import { memo } from 'react';
import type { VirtualColumn } from './VirtualGrid';
import styles from './VirtualGrid.module.css';

/** The height of each row; the styles have it, too. */
export const ROW_PX = 36;

interface RowProps<T> {
  readonly id: string;
  readonly index: number;
  readonly row: T;
  readonly columns: readonly VirtualColumn<T>[];
  readonly isActive: boolean;
  readonly isOpen: boolean;
  readonly onPick: (row: T) => void;
}

/** Drawn anew only when something of it changes: scrolling moves rows in and out, and leaves the others as they are. */
// safety: memo takes and gives the same properties; only its type forgets their type parameter.
export const VirtualGridRow = memo(drawRow) as typeof drawRow;

function drawRow<T>(props: RowProps<T>) {
  const { id, index, row, columns, isActive, isOpen, onPick } = props;
  return (
    // eslint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/interactive-supports-focus -- the grid has the focus and takes the keys for all its rows (ARIA grid pattern, aria-activedescendant)
    <div
      role="row"
      id={id}
      aria-rowindex={index + 2}
      aria-selected={isOpen}
      className={rowClass({ isActive, isOpen })}
      style={{
        top: index * ROW_PX,
        gridTemplateColumns: columns.map(({ width }) => width).join(' '),
      }}
      onClick={() => onPick(row)}
    >
      {columns.map(({ title, cell }) => (
        <div role="gridcell" key={title} className={styles.cell}>
          {cell(row)}
        </div>
      ))}
    </div>
  );
}

function rowClass(state: {
  readonly isActive: boolean;
  readonly isOpen: boolean;
}): string {
  return [
    styles.row,
    ...(state.isActive ? [styles.active] : []),
    ...(state.isOpen ? [styles.open] : []),
  ].join(' ');
}
