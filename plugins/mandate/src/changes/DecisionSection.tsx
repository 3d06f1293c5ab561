import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Text } from '@backstage/ui';
import type { Revision } from '@mandate/plugin-mandate-common';
import {
  type Decision,
  DecisionReason,
  MandateLink,
  OversightBadge,
  RequirementDots,
  Status,
  type Tone,
  useClauseWords,
} from '@mandate/plugin-mandate-react';
import { Section } from '../page/Section';
import tableStyles from '../page/table.module.css';
import { mandateTranslationRef } from '../translation';
import styles from './ChangePage.module.css';
import { VoteRow } from './VoteRow';

type Considered = Decision['considered'][number];

/** What was decided and by whom it was approved; every mandate and clause that was considered, one click away. */
export function DecisionSection(props: { readonly revision: Revision }) {
  const { decision, approvals, votes } = props.revision;
  const { t } = useTranslationRef(mandateTranslationRef);
  return (
    <Section title={t('change.decision')}>
      <OversightBadge oversight={decision.oversight} />
      <Text as="p">
        <DecisionReason decision={decision} />
      </Text>
      {decision.obligations.map(
        obligation =>
          obligation.type === 'enhanced-monitoring' && (
            <Text as="p" key={obligation.type}>
              {t('assessment.monitoring', {
                factor: String(obligation.soakFactor),
              })}
            </Text>
          ),
      )}
      <ul className={styles.list}>
        {approvals.filled.map(({ group, count, missing }) => (
          <li key={group}>
            <RequirementDots group={group} count={count} missing={missing} />
          </li>
        ))}
        {votes.map(vote => (
          <VoteRow key={`${vote.voter} ${vote.at}`} vote={vote} />
        ))}
      </ul>
      <details className={styles.disclosure}>
        <summary>{t('change.considered')}</summary>
        <ConsideredTable considered={decision.considered} />
      </details>
    </Section>
  );
}

const outcomeTones: Readonly<Record<Considered['outcome'], Tone>> = {
  granted: 'positive',
  stricter: 'warning',
  overruled: 'neutral',
  'not-matched': 'neutral',
  error: 'danger',
};

function ConsideredTable(props: {
  readonly considered: readonly Considered[];
}) {
  const { t } = useTranslationRef(mandateTranslationRef);
  const clauseWords = useClauseWords();
  return (
    <div className={tableStyles.scroll}>
      <table className={tableStyles.table} aria-label={t('change.considered')}>
        <thead>
          <tr>
            <th scope="col">{t('change.consideredClause')}</th>
            <th scope="col">{t('change.consideredOutcome')}</th>
            <th scope="col">{t('change.consideredValues')}</th>
          </tr>
        </thead>
        <tbody>
          {props.considered.map((reason, index) => (
            // The order is stable, and two reasons can be alike in every member.
            // eslint-disable-next-line react/no-array-index-key
            <tr key={index}>
              <th scope="row">
                {reason.words}
                <div className={tableStyles.hint}>
                  {reason.mandate && <MandateLink entityRef={reason.mandate} />}{' '}
                  {clauseWords(reason.clause)}
                </div>
              </th>
              <td>
                <Status tone={outcomeTones[reason.outcome]}>
                  {t(`change.outcome.${reason.outcome}`)}
                </Status>
              </td>
              <td>
                {reason.values.map(({ path, value }) => (
                  <div key={path}>
                    {path}: {valueWords(value)}
                  </div>
                ))}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function valueWords(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value) ?? '–';
}
