import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { Vote } from '@mandate/plugin-mandate-common';
import {
  EntityName,
  RelativeTime,
  Status,
  type Tone,
} from '@mandate/plugin-mandate-react';
import { mandateTranslationRef } from '../translation';
import styles from './ChangePage.module.css';
import { hasConditions, VoteConditions } from './VoteConditions';

const verdicts = {
  approve: { tone: 'positive', words: 'change.votedApprove' },
  reject: { tone: 'danger', words: 'change.votedReject' },
  abstain: { tone: 'neutral', words: 'change.votedAbstain' },
} as const satisfies Readonly<
  Record<Vote['verdict'], { readonly tone: Tone; readonly words: string }>
>;

/** Who voted what, when, under which conditions, and why. */
export function VoteRow({ vote }: { readonly vote: Vote }) {
  const { t } = useTranslationRef(mandateTranslationRef);
  const { tone, words } = verdicts[vote.verdict];
  return (
    <li className={styles.row}>
      <Status tone={tone}>{t(words)}</Status>
      <EntityName entityRef={vote.voter} />
      <RelativeTime at={vote.at} />
      {hasConditions(vote) && (
        <span>
          <VoteConditions vote={vote} />
        </span>
      )}
      {vote.withdrawnAt && <span>({t('change.voteTakenBack')})</span>}
      {vote.reason && <span className={styles.hint}>{vote.reason}</span>}
    </li>
  );
}
