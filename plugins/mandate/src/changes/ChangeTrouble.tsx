import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Alert } from '@backstage/ui';
import type { ChangeDetail } from '@mandate/plugin-mandate-common';
import { mandateTranslationRef } from '../translation';

const nextWords = {
  undone: 'change.nowUndone',
  stuck: 'change.nowStuck',
  rejected: 'change.nowRejected',
  refused: 'change.nowRefused',
} as const;

/** For a change that did not go well: what failed, if something did, and what one can do next. */
export function ChangeTrouble({ change }: { readonly change: ChangeDetail }) {
  const { t } = useTranslationRef(mandateTranslationRef);
  const { state } = change;
  if (!isTrouble(state)) {
    return null;
  }
  const failed = failureWords(change);
  const next = t(nextWords[state]);
  return (
    <Alert
      status={state === 'stuck' ? 'warning' : 'danger'}
      icon
      title={
        failed ? t('change.failed', { words: failed }) : t('change.whatNow')
      }
      description={failed ? `${t('change.whatNow')}: ${next}` : next}
    />
  );
}

/** Whether a change in this state did not go well. */
function isTrouble(
  state: ChangeDetail['state'],
): state is keyof typeof nextWords {
  return state in nextWords;
}

/**
 * The step that failed, or else the check that the change itself says it failed for. A check that merely fails by now is
 * no reason: the change may have been aborted, or nobody may have been able to look.
 */
function failureWords(change: ChangeDetail): string | undefined {
  if (change.state !== 'undone' && change.state !== 'stuck') {
    return undefined;
  }
  const step = change.steps.find(({ state }) => state === 'failed');
  if (step) {
    return withReason(change, step.title, step.words);
  }
  const check = change.checks.find(
    ({ status, title }) =>
      status === 'failing' && change.statusWords.includes(`"${title}"`),
  );
  return check && withReason(change, check.title, check.words);
}

/** The reason is not repeated where the change itself tells it, right above. */
function withReason(
  { statusWords }: ChangeDetail,
  title: string,
  words: string | undefined,
): string {
  return words === undefined || statusWords.includes(words)
    ? title
    : `${title}: ${words}`;
}
