import { useApi, useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button, Flex, NumberField, Text } from '@backstage/ui';
import type { ReplayRequest, ReplayView } from '@mandate/plugin-mandate-common';
import { ErrorState, mandateApiRef } from '@mandate/plugin-mandate-react';
import { useState } from 'react';
import { mandateTranslationRef } from '../../translation';
import { ImportField } from './ImportField';
import { ReplayResult } from './ReplayResult';

const MOST_CHANGES = 10_000;

/** What came of trying one document, by its content; it says nothing of a document that was edited since. */
type Attempt = { readonly of: string } & (
  | { readonly type: 'busy' }
  | { readonly type: 'done'; readonly replay: ReplayView }
  | { readonly type: 'failed'; readonly error: unknown }
);

/** Tries a mandate's document on the past, with the changes of another system when there are any. Stores nothing. */
export function ReplaySection(props: {
  readonly document: ReplayRequest['mandate'];
}) {
  const { document } = props;
  const { t } = useTranslationRef(mandateTranslationRef);
  const api = useApi(mandateApiRef);
  const [changes, setChanges] = useState(1_000);
  const [imported, setImported] = useState<ReplayRequest['imported']>();
  const [latest, setLatest] = useState<Attempt>();
  // Each refresh of the page brings the same document as another object.
  const content = JSON.stringify(document);
  const attempt = latest?.of === content ? latest : undefined;

  const show = async () => {
    const busy: Attempt = { of: content, type: 'busy' };
    const answer = (attempted: Attempt) =>
      setLatest(current => (current === busy ? attempted : current));
    setLatest(busy);
    try {
      const replay = await api.simulateMandate({
        mandate: document,
        changes,
        ...(imported && { imported }),
      });
      answer({ of: content, type: 'done', replay });
    } catch (error) {
      answer({ of: content, type: 'failed', error });
    }
  };

  return (
    <Flex direction="column" gap="3">
      <Text as="h4" variant="body-large" weight="bold">
        {t('mandates.replay.title')}
      </Text>
      <Text as="p" color="secondary">
        {t('mandates.replay.hint')}
      </Text>
      <NumberField
        label={t('mandates.replay.count')}
        value={changes}
        onChange={setChanges}
        minValue={1}
        maxValue={MOST_CHANGES}
      />
      <ImportField onChange={setImported} />
      <Flex>
        <Button isPending={attempt?.type === 'busy'} onPress={show}>
          {t('mandates.replay.show')}
        </Button>
      </Flex>
      {attempt?.type === 'failed' && <ErrorState error={attempt.error} />}
      {attempt?.type === 'done' && <ReplayResult replay={attempt.replay} />}
    </Flex>
  );
}
