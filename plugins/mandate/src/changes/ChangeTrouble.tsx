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

/** For a change that did not go well: the failing step or check, the reason, and what one can do next. */
export function ChangeTrouble({ change }: { readonly change: ChangeDetail }) {
  const { t } = useTranslationRef(mandateTranslationRef);
  const { state } = change;
  if (!isTrouble(state)) {
    return null;
  }
  const words = failureWords(change) ?? change.statusWords;
  return (
    <Alert
      status={state === 'stuck' ? 'warning' : 'danger'}
      icon
      title={t('change.failed', { words })}
      description={`${t('change.whatNow')}: ${t(nextWords[state])}`}
    />
  );
}

/** Whether a change in this state did not go well, and says so in an alert of its own. */
export function isTrouble(
  state: ChangeDetail['state'],
): state is keyof typeof nextWords {
  return state in nextWords;
}

/** The step that failed, or else the check that the change failed for: others may fail with it. */
function failureWords(change: ChangeDetail): string | undefined {
  const step = change.steps.find(({ state }) => state === 'failed');
  const failing = change.checks.filter(({ status }) => status === 'failing');
  const check =
    failing.find(({ title }) => change.statusWords.includes(title)) ??
    failing[0];
  if (step) {
    return [step.title, step.words].filter(Boolean).join(': ');
  }
  return check && `${check.title}: ${check.words}`;
}
