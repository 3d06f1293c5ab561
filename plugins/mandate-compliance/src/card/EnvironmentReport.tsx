import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Flex, Text } from '@backstage/ui';
import type {
  ComplianceReport,
  RuleResult,
} from '@mandate/plugin-mandate-common';
import {
  Fact,
  Facts,
  RelativeTime,
  Status,
  type Tone,
} from '@mandate/plugin-mandate-react';
import { complianceTranslationRef } from '../translation';
import styles from './ComplianceCard.module.css';

/** One environment: what fails first, each with how to mend it; what passes one click away. */
export function EnvironmentReport(props: {
  readonly report: ComplianceReport;
}) {
  const { report } = props;
  const { environment, workload, observedAt, problem } = report;
  const { t } = useTranslationRef(complianceTranslationRef);
  const failing = worstFirst(
    report.results.filter(({ status }) => status !== 'pass'),
  );
  const passing = report.results.filter(({ status }) => status === 'pass');
  return (
    <Flex direction="column" gap="2">
      <Text as="h4" variant="body-large" weight="bold">
        <Headline report={report} failing={failing.length} />
      </Text>
      <Text as="p" color="secondary">
        {t('workload', { workload })} <RelativeTime at={observedAt} />
      </Text>
      {problem && <Text as="p">{problem}</Text>}
      {failing.length > 0 && (
        <ul className={styles.list} aria-label={t('failing', { environment })}>
          {failing.map(result => (
            <FailingRule key={result.rule} result={result} />
          ))}
        </ul>
      )}
      {passing.length > 0 && (
        <details className={styles.passing}>
          <summary>{t('passing', { count: passing.length })}</summary>
          <ul className={styles.list}>
            {passing.map(({ rule, title, words }) => (
              <li key={rule}>
                <Status tone="positive">{title}</Status>
                <Text as="p" color="secondary">
                  {words}
                </Text>
              </li>
            ))}
          </ul>
        </details>
      )}
    </Flex>
  );
}

function Headline(props: {
  readonly report: ComplianceReport;
  readonly failing: number;
}) {
  const { report, failing } = props;
  const { environment, problem, results } = report;
  const { t } = useTranslationRef(complianceTranslationRef);
  if (problem || results.length === 0) {
    return <Status tone="warning">{t('notKnown', { environment })}</Status>;
  }
  return failing === 0 ? (
    <Status tone="positive">
      {t('allPass', { environment, count: results.length })}
    </Status>
  ) : (
    <Status tone="danger">
      {t('someFail', { environment, count: failing })}
    </Status>
  );
}

const severities: readonly RuleResult['severity'][] = [
  'critical',
  'high',
  'medium',
  'low',
];
const tones: Readonly<Record<RuleResult['severity'], Tone>> = {
  critical: 'danger',
  high: 'danger',
  medium: 'warning',
  low: 'warning',
};

function FailingRule({ result }: { readonly result: RuleResult }) {
  const { title, severity, status, words, where, mend } = result;
  const { t } = useTranslationRef(complianceTranslationRef);
  const kind =
    status === 'error' ? t('couldNotCheck') : t(`severity.${severity}`);
  return (
    <li>
      <Status tone={tones[severity]}>
        {title} ({kind})
      </Status>
      <Text as="p">{words}</Text>
      <Facts>
        {where && (
          <Fact name={t('where')}>
            <code>{where}</code>
          </Fact>
        )}
        {mend && <Fact name={t('mend')}>{mend}</Fact>}
      </Facts>
    </li>
  );
}

function worstFirst(results: readonly RuleResult[]): readonly RuleResult[] {
  return [...results].sort(
    (a, b) => severities.indexOf(a.severity) - severities.indexOf(b.severity),
  );
}
