import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { mandateTranslationRef } from '../../translation';

/** An expected failure rate with its interval; a dash while nothing is known. */
export function RateCell(props: {
  readonly record: {
    readonly changes: number;
    readonly failureRate: number;
    readonly interval: { readonly low: number; readonly high: number };
  };
}) {
  const { changes, failureRate, interval } = props.record;
  const { t } = useTranslationRef(mandateTranslationRef);
  if (changes === 0) {
    return '–';
  }
  return t('mandates.trackRecord.between', {
    rate: percent(failureRate),
    low: percent(interval.low),
    high: percent(interval.high),
  });
}

function percent(share: number): string {
  return new Intl.NumberFormat(undefined, {
    style: 'percent',
    maximumFractionDigits: 0,
  }).format(share);
}
