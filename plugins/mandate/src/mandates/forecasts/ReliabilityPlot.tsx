import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { ForecastQuality } from '@mandate/plugin-mandate-common';
import { mandateTranslationRef } from '../../translation';
import styles from './ReliabilityPlot.module.css';

/** Side of the square, and room for the labels, in the drawing's units. */
const SIDE = 200;
const MARGIN = 28;
const SMALLEST = 3;
const LARGEST = 10;

/**
 * Each point is a group of like forecasts: to the right what was forecast, upwards how often it failed, larger for more
 * changes. On the diagonal the forecast was right. The table beside it says the same.
 */
export function ReliabilityPlot(props: { readonly quality: ForecastQuality }) {
  const { t } = useTranslationRef(mandateTranslationRef);
  const { bins, forecasts } = props.quality;
  const x = (share: number) => MARGIN + share * SIDE;
  const y = (share: number) => SIDE - share * SIDE + 4;
  return (
    <svg
      className={styles.plot}
      viewBox={`0 0 ${SIDE + MARGIN + 12} ${SIDE + MARGIN + 4}`}
      role="img"
      aria-label={t('mandates.forecasts.plot')}
    >
      <rect
        className={styles.frame}
        x={MARGIN}
        y={4}
        width={SIDE}
        height={SIDE}
      />
      <line
        className={styles.diagonal}
        x1={x(0)}
        y1={y(0)}
        x2={x(1)}
        y2={y(1)}
      />
      <text
        x={x(0.44)}
        y={y(0.58)}
        transform={`rotate(-45 ${x(0.44)} ${y(0.58)})`}
      >
        {t('mandates.forecasts.perfect')}
      </text>
      {bins.map(bin => (
        <circle
          key={bin.from}
          className={styles.point}
          cx={x(bin.meanProbability)}
          cy={y(bin.failureRate)}
          r={radiusOf(bin.forecasts / forecasts)}
        />
      ))}
      <text x={x(0)} y={SIDE + MARGIN - 6}>
        0 %
      </text>
      <text x={x(0.5)} y={SIDE + MARGIN - 6} textAnchor="middle">
        {t('mandates.forecasts.forecastAxis')}
      </text>
      <text x={x(1)} y={SIDE + MARGIN - 6} textAnchor="end">
        100 %
      </text>
      <text
        x={12}
        y={y(0.5)}
        textAnchor="middle"
        transform={`rotate(-90 12 ${y(0.5)})`}
      >
        {t('mandates.forecasts.outcomeAxis')}
      </text>
    </svg>
  );
}

/** The area grows with the share of changes. */
function radiusOf(share: number): number {
  return SMALLEST + Math.sqrt(share) * (LARGEST - SMALLEST);
}
