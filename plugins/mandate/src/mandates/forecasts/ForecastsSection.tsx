import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Flex, Text } from '@backstage/ui';
import type {
  ForecastQuality,
  ForecastReport,
} from '@mandate/plugin-mandate-common';
import {
  LoadView,
  RelativeTime,
  SimpleTable,
  useForecasts,
} from '@mandate/plugin-mandate-react';
import { Section } from '../../page/Section';
import { mandateTranslationRef } from '../../translation';
import { ReliabilityPlot } from './ReliabilityPlot';

/** Whether risk is forecast from outcomes or told by rules, why, and how good the forecasts were. */
export function ForecastsSection() {
  const { t } = useTranslationRef(mandateTranslationRef);
  const forecasts = useForecasts();
  return (
    <Section title={t('mandates.forecasts.title')}>
      <LoadView load={forecasts} lines={3}>
        {report => <Report report={report} />}
      </LoadView>
    </Section>
  );
}

function Report({ report }: { readonly report: ForecastReport }) {
  const { t } = useTranslationRef(mandateTranslationRef);
  const { basis, words, changes, failures, quality, triedAt } = report;
  return (
    <Flex direction="column" gap="3">
      <Text as="p">
        {basis === 'model'
          ? t('mandates.forecasts.byModel', {
              changes: String(changes),
              failures: String(failures),
            })
          : t('mandates.forecasts.byRules', { words })}
      </Text>
      {quality && <Quality quality={quality} />}
      {triedAt && (
        <Text as="p" color="secondary">
          {t('mandates.forecasts.tried')} <RelativeTime at={triedAt} />
        </Text>
      )}
    </Flex>
  );
}

function Quality({ quality }: { readonly quality: ForecastQuality }) {
  const { t } = useTranslationRef(mandateTranslationRef);
  const { forecasts, brier, brierOfBaseRate, areaUnderCurve, bins } = quality;
  const percent = (share: number) =>
    t('mandates.forecasts.percent', {
      number: String(Math.round(share * 100)),
    });
  return (
    <>
      <Text as="p">
        {t('mandates.forecasts.better', {
          forecasts: String(forecasts),
          brier: brier.toFixed(3),
          base: brierOfBaseRate.toFixed(3),
        })}
      </Text>
      {areaUnderCurve !== undefined && (
        <Text as="p">
          {t('mandates.forecasts.ranking', {
            percent: String(Math.round(areaUnderCurve * 100)),
          })}
        </Text>
      )}
      <ReliabilityPlot quality={quality} />
      <details>
        <summary>{t('mandates.forecasts.table')}</summary>
        <SimpleTable
          label={t('mandates.forecasts.table')}
          columns={[
            t('mandates.forecasts.said'),
            t('mandates.forecasts.happened'),
            t('mandates.forecasts.number'),
          ]}
        >
          {bins.map(bin => (
            <tr key={bin.from}>
              <th scope="row">{percent(bin.meanProbability)}</th>
              <td>{percent(bin.failureRate)}</td>
              <td>{bin.forecasts}</td>
            </tr>
          ))}
        </SimpleTable>
      </details>
    </>
  );
}
