import {
  type KeyboardEvent,
  type ReactNode,
  useCallback,
  useId,
  useRef,
  useState,
} from 'react';
import styles from './VirtualGrid.module.css';
import { ROW_PX, VirtualGridRow } from './VirtualGridRow';

const MOST_ROWS_SHOWN = 14;
/** Rows beyond the edges, so that a quick scroll shows no gap. */
const SPARE_ROWS = 6;

/**
 * A column of a {@link VirtualGrid}.
 *
 * @public
 */
export interface VirtualColumn<T> {
  readonly title: string;
  /** As in CSS `grid-template-columns`. */
  readonly width: string;
  readonly cell: (row: T) => ReactNode;
}

/**
 * A table of any length of which only the rows in view are drawn, and of those only what changed while `columns` and the
 * row stay the same objects. One stop for the keyboard: arrows, Page Up and Down,
 * Home and End move, Enter opens. The row that is active stays so when rows come and go, by its key.
 *
 * @public
 */
export function VirtualGrid<T>(props: {
  readonly label: string;
  readonly rows: readonly T[];
  readonly rowKey: (row: T) => string;
  readonly columns: readonly VirtualColumn<T>[];
  /** Key of the row that is open. */
  readonly open?: string;
  /** Without it rows cannot be opened. */
  readonly onOpen?: (row: T) => void;
}) {
  const { label, rows, rowKey, columns, open, onOpen } = props;
  const id = useId();
  const area = useRef<HTMLDivElement>(null);
  // The first row in view, not where the area is scrolled to: within a row there is nothing to draw anew.
  const [top, setTop] = useState(0);
  const [active, setActive] = useState<string>();
  const latest = useRef({ rowKey, onOpen });
  latest.current = { rowKey, onOpen };
  const pick = useCallback((row: T) => {
    setActive(latest.current.rowKey(row));
    latest.current.onOpen?.(row);
  }, []);
  const activeIndex =
    active === undefined ? -1 : rows.findIndex(row => rowKey(row) === active);
  const shown = Math.min(rows.length, MOST_ROWS_SHOWN);
  const first = Math.max(0, top - SPARE_ROWS);
  const visible = rows.slice(first, first + shown + 2 * SPARE_ROWS);
  const template = columns.map(({ width }) => width).join(' ');

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Enter' && activeIndex >= 0) {
      onOpen?.(rows[activeIndex]);
      return;
    }
    const next = nextIndex(event.key, activeIndex, rows.length);
    if (next !== undefined) {
      event.preventDefault();
      setActive(rowKey(rows[next]));
      scrollTo(area.current, next, shown);
    }
  };

  return (
    <div
      role="grid"
      aria-label={label}
      aria-rowcount={rows.length + 1}
      aria-activedescendant={
        activeIndex >= 0 ? `${id}-${activeIndex}` : undefined
      }
      tabIndex={0}
      className={styles.grid}
      onKeyDown={onKeyDown}
    >
      <div
        role="row"
        aria-rowindex={1}
        className={styles.head}
        style={{ gridTemplateColumns: template }}
      >
        {columns.map(({ title }) => (
          <div role="columnheader" key={title}>
            {title}
          </div>
        ))}
      </div>
      <div
        ref={area}
        role="rowgroup"
        className={styles.area}
        style={{ height: shown * ROW_PX }}
        onScroll={event =>
          setTop(Math.floor(event.currentTarget.scrollTop / ROW_PX))
        }
      >
        <div className={styles.all} style={{ height: rows.length * ROW_PX }}>
          {visible.map((row, offset) => {
            const key = rowKey(row);
            return (
              <VirtualGridRow
                key={key}
                id={`${id}-${first + offset}`}
                index={first + offset}
                row={row}
                columns={columns}
                isActive={key === active}
                isOpen={key === open}
                onPick={pick}
              />
            );
          })}
        </div>
      </div>
    </div>
  );
}

/** Where a key leads; nothing when it is not one that moves. */
function nextIndex(
  key: string,
  from: number,
  count: number,
): number | undefined {
  const targets: Readonly<Record<string, number>> = {
    ArrowDown: from + 1,
    ArrowUp: from - 1,
    PageDown: from + MOST_ROWS_SHOWN,
    PageUp: from - MOST_ROWS_SHOWN,
    Home: 0,
    End: count - 1,
  };
  const target = Object.hasOwn(targets, key) ? targets[key] : undefined;
  return target === undefined || count === 0
    ? undefined
    : Math.min(count - 1, Math.max(0, target));
}

function scrollTo(
  area: HTMLDivElement | null,
  index: number,
  shown: number,
): void {
  if (!area) {
    return;
  }
  const top = index * ROW_PX;
  if (top < area.scrollTop) {
    area.scrollTop = top;
  } else if (top + ROW_PX > area.scrollTop + shown * ROW_PX) {
    area.scrollTop = top + ROW_PX - shown * ROW_PX;
  }
}
