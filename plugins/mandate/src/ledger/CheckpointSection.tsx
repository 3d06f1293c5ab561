import { useApi, useTranslationRef } from '@backstage/frontend-plugin-api';
import { Alert, Button, Flex, Text } from '@backstage/ui';
import type { LedgerCheckpointView } from '@mandate/plugin-mandate-common';
import {
  Data,
  Fact,
  Facts,
  LoadView,
  errorMessage,
  mandateApiRef,
  useLoad,
} from '@mandate/plugin-mandate-react';
import { useState } from 'react';
import styles from '../changes/ChangePage.module.css';
import { Section } from '../page/Section';
import { mandateTranslationRef } from '../translation';
import { saveAsFile } from '../page/saveAsFile';

const BUNDLE_FILE = 'mandate-ledger.json';

/** What the ledger commits to now, and how to check all of it offline. */
export function CheckpointSection() {
  const { t } = useTranslationRef(mandateTranslationRef);
  const api = useApi(mandateApiRef);
  const checkpoint = useLoad('', signal => api.getCheckpoint({ signal }));
  return (
    <Section title={t('ledger.checkpoint')}>
      <LoadView load={checkpoint}>
        {value => <CheckpointView checkpoint={value} />}
      </LoadView>
    </Section>
  );
}

function CheckpointView(props: { readonly checkpoint: LedgerCheckpointView }) {
  const { size, rootHash, note, verifierKey, verifierKeys } = props.checkpoint;
  const { t } = useTranslationRef(mandateTranslationRef);
  return (
    <Flex direction="column" gap="3">
      <Facts>
        <Fact name={t('ledger.size')}>{size.toLocaleString()}</Fact>
        <Fact name={t('ledger.root')}>
          <code>{rootHash}</code>
        </Fact>
        <Fact name={t('ledger.key')}>
          <code>{verifierKey}</code>
        </Fact>
      </Facts>
      <details className={styles.disclosure}>
        <summary>{t('ledger.note')}</summary>
        <Data label={t('ledger.note')} value={note} />
      </details>
      <ExportBundle />
      <Text as="p">{t('ledger.offline')}</Text>
      <Data
        label={t('ledger.offline')}
        value={`npx @mandate/ledger verify ${BUNDLE_FILE} ${verifierKeys
          .map(key => `--key '${key}'`)
          .join(' ')}`}
      />
      <Text as="p" color="secondary">
        {t('ledger.offlineHint')}
      </Text>
    </Flex>
  );
}

function ExportBundle() {
  const { t } = useTranslationRef(mandateTranslationRef);
  const api = useApi(mandateApiRef);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string>();
  const download = async () => {
    setBusy(true);
    setProblem(undefined);
    try {
      saveAsFile(BUNDLE_FILE, await api.exportLedger(), 'application/json');
    } catch (error) {
      setProblem(errorMessage(error));
    } finally {
      setBusy(false);
    }
  };
  return (
    <>
      <Flex>
        <Button variant="secondary" isPending={busy} onPress={download}>
          {busy ? t('ledger.exporting') : t('ledger.export')}
        </Button>
      </Flex>
      {problem && <Alert role="alert" status="danger" icon title={problem} />}
    </>
  );
}
