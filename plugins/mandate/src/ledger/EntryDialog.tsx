import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  Button,
  Dialog,
  DialogBody,
  DialogFooter,
  DialogHeader,
  Flex,
} from '@backstage/ui';
import type { LedgerEntryView } from '@mandate/plugin-mandate-common';
import {
  Data,
  Fact,
  Facts,
  LoadView,
  RelativeTime,
} from '@mandate/plugin-mandate-react';
import { mandateTranslationRef } from '../translation';
import { PersonalData } from './PersonalData';
import { useEntry } from './useEntry';
import { Verification } from './Verification';

/** One entry with the text that was hashed, and its verification. */
export function EntryDialog(props: {
  readonly index: number;
  readonly onClose: () => void;
}) {
  const { index, onClose } = props;
  const { t } = useTranslationRef(mandateTranslationRef);
  const entry = useEntry(index);
  return (
    <Dialog isOpen onOpenChange={open => !open && onClose()} width={720}>
      <DialogHeader>{t('ledger.entry', { index: String(index) })}</DialogHeader>
      <DialogBody>
        <LoadView load={entry}>{value => <EntryView entry={value} />}</LoadView>
      </DialogBody>
      <DialogFooter>
        <Button variant="secondary" onPress={onClose}>
          {t('ledger.close')}
        </Button>
      </DialogFooter>
    </Dialog>
  );
}

function EntryView({ entry }: { readonly entry: LedgerEntryView }) {
  const { t } = useTranslationRef(mandateTranslationRef);
  return (
    <Flex direction="column" gap="3">
      <Facts>
        <Fact name={t('ledger.kind')}>{entry.kind}</Fact>
        <Fact name={t('ledger.at')}>
          <RelativeTime at={entry.at} />
        </Fact>
        <Fact name={t('ledger.actor')}>{entry.actor}</Fact>
        {typeof entry.data.words === 'string' && (
          <Fact name={t('ledger.words')}>{entry.data.words}</Fact>
        )}
        <Fact name={t('ledger.leafHash')}>
          <code>{entry.leafHash}</code>
        </Fact>
      </Facts>
      <Data label={t('ledger.canonical')} value={entry.canonical} />
      <PersonalData entry={entry} />
      <Verification entry={entry} />
    </Flex>
  );
}
