import {
  toastApiRef,
  useApi,
  useTranslationRef,
} from '@backstage/frontend-plugin-api';
import { Alert, Button, Flex, Text } from '@backstage/ui';
import type { DeadLetterView } from '@mandate/plugin-mandate-common';
import {
  EmptyState,
  errorMessage,
  LoadView,
  mandateApiRef,
  ReasonDialog,
  RelativeTime,
  useDeadLetters,
} from '@mandate/plugin-mandate-react';
import { useState } from 'react';
import { Page } from '../page/Page';
import styles from '../page/table.module.css';
import { mandateTranslationRef } from '../translation';

/** Messages that could not be delivered: why, and sending them again or giving them up for good. */
export function DeadLettersPage() {
  const { t } = useTranslationRef(mandateTranslationRef);
  const letters = useDeadLetters();
  return (
    <Page>
      <header>
        <Text as="h2" variant="title-medium" weight="bold">
          {t('deadLetters.title')}
        </Text>
        <Text as="p" color="secondary">
          {t('deadLetters.hint')}
        </Text>
      </header>
      <LoadView load={letters} lines={6}>
        {items =>
          items.length === 0 ? (
            <EmptyState title={t('deadLetters.none')}>
              {t('deadLetters.noneHint')}
            </EmptyState>
          ) : (
            <Letters letters={items} onChanged={letters.reload} />
          )
        }
      </LoadView>
    </Page>
  );
}

function Letters(props: {
  readonly letters: readonly DeadLetterView[];
  readonly onChanged: () => void;
}) {
  const { letters, onChanged } = props;
  const { t } = useTranslationRef(mandateTranslationRef);
  const api = useApi(mandateApiRef);
  const toastApi = useApi(toastApiRef);
  const [busy, setBusy] = useState<string>();
  const [problem, setProblem] = useState<string>();
  const [discarding, setDiscarding] = useState<DeadLetterView>();

  const replay = async (id: string) => {
    setBusy(id);
    setProblem(undefined);
    try {
      await api.replayDeadLetter(id);
      toastApi.post({ title: t('deadLetters.replayed'), status: 'success' });
    } catch (error) {
      setProblem(errorMessage(error));
    }
    setBusy(undefined);
    onChanged();
  };

  return (
    <>
      {problem !== undefined && (
        <Alert role="alert" status="danger" icon title={problem} />
      )}
      <div className={styles.scroll}>
        <table className={styles.table} aria-label={t('deadLetters.table')}>
          <thead>
            <tr>
              <th scope="col">{t('deadLetters.message')}</th>
              <th scope="col">{t('deadLetters.to')}</th>
              <th scope="col">{t('deadLetters.error')}</th>
              <th scope="col">{t('deadLetters.givenUp')}</th>
              <th scope="col">{t('deadLetters.act')}</th>
            </tr>
          </thead>
          <tbody>
            {letters.map(letter => (
              <tr key={letter.id}>
                <th scope="row">
                  {letter.subject}
                  <div className={styles.hint}>
                    {t(`deadLetters.type.${letter.type}`)}
                  </div>
                </th>
                <td>{letter.to}</td>
                <td>{letter.error}</td>
                <td>
                  <RelativeTime at={letter.givenUpAt} />
                </td>
                <td>
                  <Flex gap="2">
                    <Button
                      size="small"
                      isPending={busy === letter.id}
                      onPress={() => replay(letter.id)}
                    >
                      {t('deadLetters.replay')}
                    </Button>
                    <Button
                      size="small"
                      variant="secondary"
                      onPress={() => setDiscarding(letter)}
                    >
                      {t('deadLetters.discard')}
                    </Button>
                  </Flex>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {discarding && (
        <ReasonDialog
          title={t('deadLetters.discardTitle')}
          description={t('deadLetters.discardDescription')}
          actionLabel={t('deadLetters.discardSubmit')}
          destructive
          onSubmit={async reason => {
            await api.discardDeadLetter(discarding.id, { reason });
            toastApi.post({
              title: t('deadLetters.discarded'),
              status: 'success',
            });
            onChanged();
          }}
          onClose={() => setDiscarding(undefined)}
        />
      )}
    </>
  );
}
