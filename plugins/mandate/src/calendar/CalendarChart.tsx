import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { Calendar } from '@mandate/plugin-mandate-common';
import { mandateTranslationRef } from '../translation';
import styles from './CalendarChart.module.css';
import { barOf, type Stretch } from './stretch';

/** One line of the chart. */
interface Row {
  readonly key: string;
  readonly label: string;
  readonly style: 'freeze' | 'window' | 'change';
  readonly spans: readonly { readonly start: string; readonly end?: string }[];
}

const DAY_FORMAT = new Intl.DateTimeFormat(undefined, {
  weekday: 'short',
  day: 'numeric',
});

/** A line for each freeze, window and change, its times as bars over the days. The tables below say the same in words. */
export function CalendarChart(props: {
  readonly calendar: Calendar;
  readonly stretch: Stretch;
}) {
  const { calendar, stretch } = props;
  const { t } = useTranslationRef(mandateTranslationRef);
  const nowMs = Date.now();
  const rows: readonly Row[] = [
    ...calendar.windows.map(({ name, title, type, occurrences }) => ({
      key: name,
      label: t(
        type === 'freeze' ? 'calendar.rowFreeze' : 'calendar.rowWindow',
        { title },
      ),
      style: type,
      spans: occurrences,
    })),
    ...calendar.changes.flatMap(({ id, title, start, end }) =>
      start === undefined
        ? []
        : [
            {
              key: id,
              label: title,
              style: 'change' as const,
              spans: [{ start, end }],
            },
          ],
    ),
  ];
  return (
    <figure
      className={styles.chart}
      role="img"
      aria-label={t('calendar.chart')}
    >
      <div className={styles.row}>
        <span />
        <div className={styles.days}>
          {stretch.days.map((day, index) => (
            <span key={day} data-sparse={index % 5 !== 0 || undefined}>
              {DAY_FORMAT.format(day)}
            </span>
          ))}
        </div>
      </div>
      {rows.map(row => (
        <div key={row.key} className={styles.row}>
          <span className={styles.label} title={row.label}>
            {row.label}
          </span>
          <div className={styles.lane}>
            {row.spans.map(span => {
              const bar = barOf(stretch, span, nowMs);
              return (
                bar && (
                  <span
                    key={span.start}
                    className={`${styles.bar} ${styles[row.style]}`}
                    style={{ left: `${bar.left}%`, width: `${bar.width}%` }}
                  />
                )
              );
            })}
          </div>
        </div>
      ))}
    </figure>
  );
}
