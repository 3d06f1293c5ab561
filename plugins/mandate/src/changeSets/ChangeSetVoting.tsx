import {
  toastApiRef,
  useApi,
  useTranslationRef,
} from '@backstage/frontend-plugin-api';
import { Alert, Button, Flex, Text, TextField } from '@backstage/ui';
import type { ChangeSetView } from '@mandate/plugin-mandate-common';
import {
  errorMessage,
  LoadView,
  mandateApiRef,
  ReasonDialog,
  useLoad,
} from '@mandate/plugin-mandate-react';
import { useState } from 'react';
import { normalized, useViewer } from '../changes/useViewer';
import { Section } from '../page/Section';
import { mandateTranslationRef } from '../translation';

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
  const api = useApi(mandateApiRef);
  const toastApi = useApi(toastApiRef);
  const viewer = useViewer();
  const [typed, setTyped] = useState('');
  const [problem, setProblem] = useState<string>();
  const [isBusy, setIsBusy] = useState(false);
  const [isRejecting, setIsRejecting] = useState(false);
  const waiting = set.changes
    .filter(({ state }) => state === 'awaiting-approval')
    .map(({ id }) => id);
  const votes = useLoad(`${set.digest} ${waiting.join()}`, async () =>
    (await Promise.all(waiting.map(id => api.getChange(id)))).map(
      ({ allowed }) => allowed.approve,
    ),
  );
  if (waiting.length === 0) {
    return null;
  }
  if (viewer && normalized(set.proposer) === viewer.ref) {
    return (
      <Section title={t('changeSets.yourVote')}>
        <Text as="p">{t('changeSets.ownSet')}</Text>
      </Section>
    );
  }
  const mayVote =
    votes.status === 'loaded' && votes.value.some(({ allowed }) => allowed);
  if (!mayVote) {
    return (
      <Section title={t('changeSets.yourVote')}>
        <LoadView load={votes} lines={1}>
          {([refused]) => (
            <Text as="p">{refused?.why ?? t('changeSets.notAsked')}</Text>
          )}
        </LoadView>
      </Section>
    );
  }
  const { digest } = set;

  const approve = async () => {
    setIsBusy(true);
    setProblem(undefined);
    try {
      await api.voteOnSet(set.id, {
        verdict: 'approve',
        digest,
        ...(typed !== '' && { confirmTitle: typed }),
      });
      toastApi.post({ title: t('changeSets.approved'), status: 'success' });
    } catch (error) {
      setProblem(errorMessage(error));
    }
    setIsBusy(false);
    onVoted();
  };

  return (
    <Section title={t('changeSets.yourVote')}>
      <Flex direction="column" gap="3">
        <Text as="p">{t('changeSets.approveHint')}</Text>
        {/* The server asks for it where a plan removes something. */}
        {problem !== undefined && (
          <>
            <Alert role="alert" status="danger" icon title={problem} />
            <TextField
              label={t('changeSets.confirmLabel')}
              description={t('changeSets.confirmHint', { title: set.title })}
              value={typed}
              onChange={setTyped}
              autoComplete="off"
            />
          </>
        )}
        <Flex gap="2">
          <Button isPending={isBusy} onPress={approve}>
            {t('changeSets.approve')}
          </Button>
          <Button variant="secondary" onPress={() => setIsRejecting(true)}>
            {t('changeSets.reject')}
          </Button>
        </Flex>
      </Flex>
      {isRejecting && (
        <ReasonDialog
          title={t('changeSets.rejectTitle')}
          description={t('changeSets.rejectDescription')}
          actionLabel={t('changeSets.rejectSubmit')}
          destructive
          onSubmit={async reason => {
            await api.voteOnSet(set.id, { verdict: 'reject', digest, reason });
            onVoted();
          }}
          onClose={() => setIsRejecting(false)}
        />
      )}
    </Section>
  );
}
