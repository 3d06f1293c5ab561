import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Text } from '@backstage/ui';
import type { ChangeSetView } from '@mandate/plugin-mandate-common';
import { LoadView } from '@mandate/plugin-mandate-react';
import { normalized, useViewer } from '../changes/useViewer';
import { Section } from '../page/Section';
import { mandateTranslationRef } from '../translation';
import { SetBallotForm } from './SetBallotForm';
import { changesThatWait, useSetBallot } from './useSetBallot';

/**
 * One vote on all changes of a set that ask the viewer. Whoever is asked by none of them reads why, and nothing is shown
 * while none waits.
 */
export function ChangeSetVoting(props: {
  readonly set: ChangeSetView;
  readonly onVoted: () => void;
}) {
  const { set, onVoted } = props;
  const { t } = useTranslationRef(mandateTranslationRef);
  const viewer = useViewer();
  const ballot = useSetBallot(set);
  if (changesThatWait(set).length === 0) {
    return null;
  }
  if (viewer && normalized(set.proposer) === viewer.ref) {
    return (
      <Section title={t('changeSets.yourVote')}>
        <Text as="p">{t('changeSets.ownSet')}</Text>
      </Section>
    );
  }
  return (
    <Section title={t('changeSets.yourVote')}>
      <LoadView load={ballot} lines={1}>
        {value =>
          value.asks ? (
            <SetBallotForm
              set={set}
              removes={value.removes}
              onVoted={() => {
                ballot.reload();
                onVoted();
              }}
            />
          ) : (
            <Text as="p">{value.why ?? t('changeSets.notAsked')}</Text>
          )
        }
      </LoadView>
    </Section>
  );
}
