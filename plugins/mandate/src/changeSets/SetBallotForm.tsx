import {
  toastApiRef,
  useApi,
  useTranslationRef,
} from '@backstage/frontend-plugin-api';
import { Alert, Button, Flex, Text, TextField } from '@backstage/ui';
import type { ChangeSetView } from '@mandate/plugin-mandate-common';
import {
  errorMessage,
  mandateApiRef,
  ReasonDialog,
} from '@mandate/plugin-mandate-react';
import { useState } from 'react';
import { mandateTranslationRef } from '../translation';

/** Approves or rejects all changes of a set that ask the viewer, on the plans as they are shown. */
export function SetBallotForm(props: {
  readonly set: ChangeSetView;
  /** Whether the title has to be typed, because a plan removes something. */
  readonly removes: boolean;
  readonly onVoted: () => void;
}) {
  const { set, removes, onVoted } = props;
  const { id, title, digest } = set;
  const { t } = useTranslationRef(mandateTranslationRef);
  const api = useApi(mandateApiRef);
  const toastApi = useApi(toastApiRef);
  const [typed, setTyped] = useState('');
  const [problem, setProblem] = useState<string>();
  const [isBusy, setIsBusy] = useState(false);
  const [isRejecting, setIsRejecting] = useState(false);

  const approve = async () => {
    setIsBusy(true);
    setProblem(undefined);
    try {
      await api.voteOnSet(id, {
        verdict: 'approve',
        digest,
        ...(removes && { confirmTitle: typed }),
      });
      toastApi.post({ title: t('changeSets.approved'), status: 'success' });
    } catch (error) {
      setProblem(errorMessage(error));
    }
    setIsBusy(false);
    onVoted();
  };

  return (
    <>
      <Flex direction="column" gap="3">
        <Text as="p">{t('changeSets.approveHint')}</Text>
        {problem !== undefined && (
          <Alert role="alert" status="danger" icon title={problem} />
        )}
        {removes && (
          <TextField
            label={t('changeSets.confirmLabel')}
            description={t('changeSets.confirmHint', { title })}
            value={typed}
            onChange={setTyped}
            autoComplete="off"
          />
        )}
        <Flex gap="2">
          <Button
            isPending={isBusy}
            isDisabled={removes && typed !== title}
            onPress={approve}
          >
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
            await api.voteOnSet(id, { verdict: 'reject', digest, reason });
            onVoted();
          }}
          onClose={() => setIsRejecting(false)}
        />
      )}
    </>
  );
}
