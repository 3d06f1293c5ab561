import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { mandateTranslationRef } from '../translation';

/** "6 min", "40 s". */
export function useDurationWords(): (from: string, to: string) => string {
  const { t } = useTranslationRef(mandateTranslationRef);
  return (from, to) => {
    const seconds = Math.round((Date.parse(to) - Date.parse(from)) / 1_000);
    return seconds < 120
      ? t('change.seconds', { number: String(seconds) })
      : t('change.minutes', { number: String(Math.round(seconds / 60)) });
  };
}
