import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Link } from '@backstage/ui';
import type {
  ChangeDetail,
  TestResultView,
} from '@mandate/plugin-mandate-common';
import { EntityName, Fact, Status } from '@mandate/plugin-mandate-react';
import { mandateTranslationRef } from '../translation';

const TONES = {
  passed: 'positive',
  failed: 'danger',
  skipped: 'warning',
} as const;
/** What failed comes first: it is what a decision turns on. */
const ORDER = ['failed', 'skipped', 'passed'] as const;

/** What tests said of the plan, and who says so; that there are none, where the risk asks for some. */
export function TestResults({ change }: { readonly change: ChangeDetail }) {
  const { testResults = [], current } = change;
  const { t } = useTranslationRef(mandateTranslationRef);
  if (testResults.length === 0) {
    return (
      <Fact name={t('tests.name')}>
        {current?.assessment.risk.level === 'low' ? (
          t('tests.noneLowRisk')
        ) : (
          <Status tone="warning">{t('tests.none')}</Status>
        )}
      </Fact>
    );
  }
  const sorted = [...testResults].sort(
    (left, right) => ORDER.indexOf(left.outcome) - ORDER.indexOf(right.outcome),
  );
  return (
    <Fact name={t('tests.name')}>
      {sorted.map(result => (
        <div key={result.name}>
          <TestResult result={result} />
        </div>
      ))}
    </Fact>
  );
}

function TestResult({ result }: { readonly result: TestResultView }) {
  const { name, outcome, url, counts, attachedBy } = result;
  const { t } = useTranslationRef(mandateTranslationRef);
  return (
    <>
      <Status tone={TONES[outcome]}>{t(`tests.${outcome}`, { name })}</Status>
      {counts && (
        <>
          {' '}
          <Counts counts={counts} />
        </>
      )}
      {', '}
      {t('tests.attachedBy')} <EntityName entityRef={attachedBy} />
      {url && (
        <>
          {' '}
          <Link href={url} target="_blank" rel="noopener noreferrer">
            {t('tests.look', { name })}
          </Link>
        </>
      )}
    </>
  );
}

function Counts({
  counts,
}: {
  readonly counts: NonNullable<TestResultView['counts']>;
}) {
  const { passed, failed, skipped = 0 } = counts;
  const { t } = useTranslationRef(mandateTranslationRef);
  const numbers = { passed: String(passed), failed: String(failed) };
  const words =
    skipped > 0
      ? t('tests.countsWithSkipped', { ...numbers, skipped: String(skipped) })
      : t('tests.counts', numbers);
  return <span>{words}</span>;
}
