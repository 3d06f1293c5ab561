import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Text } from '@backstage/ui';
import {
  loadedValue,
  SimpleTable,
  useFailureRates,
} from '@mandate/plugin-mandate-react';
import { Section } from '../../page/Section';
import { UnreadState } from '../../page/UnreadState';
import { mandateTranslationRef } from '../../translation';
import { RateCell } from './RateCell';

/** Whether automation fails more often than people: the failure rate of each decision path. Nothing before the first change. */
export function FailureRates() {
  const { t } = useTranslationRef(mandateTranslationRef);
  const load = useFailureRates();
  const rates = loadedValue(load) ?? [];
  if (rates.every(({ changes }) => changes === 0)) {
    return <UnreadState load={load} title={t('unread.rates')} />;
  }
  return (
    <Section title={t('mandates.trackRecord.ratesTitle')}>
      <Text as="p" color="secondary">
        {t('mandates.trackRecord.ratesHint')}
      </Text>
      <SimpleTable
        label={t('mandates.trackRecord.ratesTitle')}
        columns={[
          t('mandates.trackRecord.path'),
          t('mandates.trackRecord.ended'),
          t('mandates.trackRecord.rate'),
        ]}
      >
        {rates.map(rate => (
          <tr key={rate.path}>
            <th scope="row">{t(`mandates.trackRecord.paths.${rate.path}`)}</th>
            <td>
              {t('mandates.trackRecord.failed', {
                changes: String(rate.changes),
                failures: String(rate.failures),
              })}
            </td>
            <td>
              <RateCell record={rate} />
            </td>
          </tr>
        ))}
      </SimpleTable>
    </Section>
  );
}
