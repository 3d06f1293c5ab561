import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Text } from '@backstage/ui';
import type { Revision, Risk } from '@mandate/plugin-mandate-common';
import {
  Money,
  PreflightChecks,
  RiskBar,
  RiskFactors,
  Status,
} from '@mandate/plugin-mandate-react';
import { Section } from '../page/Section';
import { mandateTranslationRef } from '../translation';
import styles from './ChangePage.module.css';

/** Risk with each factor, cost before and after, and what the compliance rules find in the plan. */
export function AssessmentSections(props: { readonly revision: Revision }) {
  const { classification, risk, cost, findings, gaps, preflight } =
    props.revision.assessment;
  const { t } = useTranslationRef(mandateTranslationRef);
  const basisWords = (basis: NonNullable<Risk['basis']>) =>
    basis.type === 'model'
      ? t('assessment.basis.model', { number: String(basis.trainedOn) })
      : t('assessment.basis.rules');
  const percent = (share: number) => String(Math.round(share * 100));
  return (
    <>
      <Section title={t('change.risk')}>
        <RiskBar risk={risk} />
        <Text as="p" color="secondary">
          {t('change.riskOf', {
            probability: percent(risk.probability),
            impact: percent(risk.impact),
          })}
          {risk.basis && `, ${basisWords(risk.basis)}`}
        </Text>
        <RiskFactors factors={risk.factors} />
        <Text as="p">
          {t('assessment.familiar')}:{' '}
          {t(`assessment.classification.${classification}`)}
        </Text>
        {gaps.map(({ assessor, words }) => (
          <Status key={assessor} tone="warning">
            {t('approval.gaps')}: {words}
          </Status>
        ))}
      </Section>
      {preflight && preflight.length > 0 && (
        <Section title={t('assessment.preflight')}>
          <PreflightChecks checks={preflight} />
        </Section>
      )}
      {cost && (
        <Section title={t('change.cost')}>
          <Text as="p">
            <Money amount={cost.before} currency={cost.currency} />{' '}
            {t('approval.aMonth')} {t('change.before')},{' '}
            <Money amount={cost.after} currency={cost.currency} />{' '}
            {t('change.after')} (
            <Money
              amount={cost.after - cost.before}
              currency={cost.currency}
              signed
            />
            )
          </Text>
        </Section>
      )}
      <Section title={t('change.compliance')}>
        {findings.length === 0 ? (
          <Text as="p">{t('change.noFindings')}</Text>
        ) : (
          <ul className={styles.list}>
            {findings.map(finding => (
              <li key={`${finding.rule} ${finding.where}`}>
                <Status tone={finding.isNew ? 'danger' : 'warning'}>
                  {finding.title} (
                  {finding.isNew ? t('change.isNew') : t('change.wasThere')})
                </Status>
                <Text as="p">{finding.words}</Text>
                <Text as="p" color="secondary">
                  {t('change.where')}: {finding.where}
                </Text>
                <Text as="p" color="secondary">
                  {t('change.mend')}: {finding.mend}
                </Text>
              </li>
            ))}
          </ul>
        )}
      </Section>
    </>
  );
}
