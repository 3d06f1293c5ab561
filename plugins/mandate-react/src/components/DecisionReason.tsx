import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { Clause, Decision } from '../decision';
import { mandateReactTranslationRef } from '../translation';
import { MandateLink } from './MandateLink';

/**
 * Why a change was decided so: the words, the mandate and clause, and what would have happened otherwise.
 *
 * @public
 */
export function DecisionReason(props: { readonly decision: Decision }) {
  const { mandate, clause, words, wouldOtherwiseBe } = props.decision.decidedBy;
  const clauseWords = useClauseWords();
  const { t } = useTranslationRef(mandateReactTranslationRef);
  const source = clauseWords(clause);
  return (
    <span>
      {words.replace(/[.\s]+$/, '')}
      {mandate && (
        <>
          {' — '}
          <MandateLink entityRef={mandate} />
        </>
      )}
      {source && `${mandate ? ', ' : ' — '}${source}`}.
      {wouldOtherwiseBe === 'autonomous' && ` ${t('decision.wouldAutonomous')}`}
      {wouldOtherwiseBe === 'notify' && ` ${t('decision.wouldNotify')}`}
      {wouldOtherwiseBe === 'approve' && ` ${t('decision.wouldApprove')}`}
    </span>
  );
}

/**
 * Says which clause a reason comes from; people count clauses from 1.
 *
 * @public
 */
export function useClauseWords(): (clause: Clause) => string | undefined {
  const { t } = useTranslationRef(mandateReactTranslationRef);
  return clause => {
    switch (clause.type) {
      case 'grant':
        return t('decision.clause', { number: String(clause.index + 1) });
      case 'limit':
        return t('decision.limit', { name: clause.limit });
      case 'otherwise':
        return t('decision.otherwise');
      default:
        return undefined;
    }
  };
}
