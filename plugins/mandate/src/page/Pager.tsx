import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button, Flex } from '@backstage/ui';
import { mandateTranslationRef } from '../translation';

/** Walks forward through a list by cursor, and back to its beginning. Draws nothing when there is one page only. */
export function Pager(props: {
  readonly cursor?: string;
  readonly nextCursor?: string;
  readonly onCursor: (cursor: string | undefined) => void;
}) {
  const { cursor, nextCursor, onCursor } = props;
  const { t } = useTranslationRef(mandateTranslationRef);
  if (!cursor && !nextCursor) {
    return null;
  }
  return (
    <Flex gap="2" role="navigation" aria-label={t('pager.label')}>
      <Button
        size="small"
        variant="secondary"
        isDisabled={!cursor}
        onPress={() => onCursor(undefined)}
      >
        {t('pager.first')}
      </Button>
      <Button
        size="small"
        variant="secondary"
        isDisabled={!nextCursor}
        onPress={() => onCursor(nextCursor)}
      >
        {t('pager.next')}
      </Button>
    </Flex>
  );
}
