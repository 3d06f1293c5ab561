import { useApi, useTranslationRef } from '@backstage/frontend-plugin-api';
import { Alert, Button, Text } from '@backstage/ui';
import type {
  LedgerExportFormat,
  LedgerSearch,
} from '@mandate/plugin-mandate-common';
import { errorMessage, mandateApiRef } from '@mandate/plugin-mandate-react';
import { useState } from 'react';
import { mandateTranslationRef } from '../translation';
import { saveAsFile } from '../page/saveAsFile';
import styles from './ExportEntries.module.css';

const FORMATS: readonly LedgerExportFormat[] = ['jsonl', 'cloudevents', 'ocsf'];

/** The names that the backend gives them, too. */
const FILES: Readonly<Record<LedgerExportFormat, string>> = {
  jsonl: 'mandate-ledger.jsonl',
  cloudevents: 'mandate-ledger.cloudevents.jsonl',
  ocsf: 'mandate-ledger.ocsf.jsonl',
};

type State =
  | { readonly type: 'idle' }
  | { readonly type: 'busy'; readonly format: LedgerExportFormat }
  | { readonly type: 'failed'; readonly message: string };

/** Downloads the entries that the filters leave, in the format of whoever reads them next. */
export function ExportEntries({ search }: { readonly search: LedgerSearch }) {
  const { t } = useTranslationRef(mandateTranslationRef);
  const api = useApi(mandateApiRef);
  const [state, setState] = useState<State>({ type: 'idle' });
  const download = async (format: LedgerExportFormat) => {
    setState({ type: 'busy', format });
    try {
      const text = await api.exportLedgerEntries(format, search);
      saveAsFile(FILES[format], text, 'application/json');
      setState({ type: 'idle' });
    } catch (error) {
      setState({ type: 'failed', message: errorMessage(error) });
    }
  };
  return (
    <>
      <div
        className={styles.row}
        role="group"
        aria-label={t('ledger.exportFormat')}
      >
        <Text as="span">{t('ledger.exportFormat')}</Text>
        {FORMATS.map(format => (
          <Button
            key={format}
            size="small"
            variant="secondary"
            isDisabled={state.type === 'busy'}
            isPending={state.type === 'busy' && state.format === format}
            onPress={() => download(format)}
          >
            {t(`ledger.exportAs.${format}`)}
          </Button>
        ))}
        <Text as="span" color="secondary">
          {t('ledger.exportRecorded')}
        </Text>
      </div>
      {state.type === 'failed' && (
        <Alert role="alert" status="danger" icon title={state.message} />
      )}
    </>
  );
}
