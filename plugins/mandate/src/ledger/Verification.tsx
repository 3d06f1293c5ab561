import { useApi, useTranslationRef } from '@backstage/frontend-plugin-api';
import { Alert, Button, Flex, Text } from '@backstage/ui';
import type { LedgerEntryView } from '@mandate/plugin-mandate-common';
import {
  Status,
  type Tone,
  errorMessage,
  mandateApiRef,
} from '@mandate/plugin-mandate-react';
import { useState } from 'react';
import styles from '../changes/ChangePage.module.css';
import { mandateTranslationRef } from '../translation';
import { verifyEntry, type VerificationStep } from './verifyEntry';

type State =
  | { readonly type: 'idle' }
  | { readonly type: 'busy' }
  | { readonly type: 'done'; readonly steps: readonly VerificationStep[] }
  | { readonly type: 'failed'; readonly message: string };

/** Fetches the checkpoint and the proof, then checks the entry in the browser, step by step. */
export function Verification({ entry }: { readonly entry: LedgerEntryView }) {
  const { t } = useTranslationRef(mandateTranslationRef);
  const api = useApi(mandateApiRef);
  const [state, setState] = useState<State>({ type: 'idle' });

  const verify = async () => {
    setState({ type: 'busy' });
    try {
      const checkpoint = await api.getCheckpoint();
      if (checkpoint.size <= entry.index) {
        setState({ type: 'failed', message: t('ledger.tooNew') });
        return;
      }
      const proof = await api.getInclusionProof(entry.index, checkpoint.size);
      setState({
        type: 'done',
        steps: verifyEntry({ entry, checkpoint, proof }),
      });
    } catch (error) {
      setState({ type: 'failed', message: errorMessage(error) });
    }
  };

  return (
    <Flex direction="column" gap="3">
      <Flex>
        <Button isPending={state.type === 'busy'} onPress={verify}>
          {state.type === 'busy' ? t('ledger.verifying') : t('ledger.verify')}
        </Button>
      </Flex>
      {state.type === 'failed' && (
        <Alert
          role="alert"
          status="warning"
          icon
          title={t('ledger.couldNot')}
          description={state.message}
        />
      )}
      {state.type === 'done' && <Result steps={state.steps} />}
    </Flex>
  );
}

const tones: Readonly<Record<VerificationStep['outcome'], Tone>> = {
  ok: 'positive',
  notOk: 'danger',
  skipped: 'neutral',
};

function Result({ steps }: { readonly steps: readonly VerificationStep[] }) {
  const { t } = useTranslationRef(mandateTranslationRef);
  const holds = steps.every(({ outcome }) => outcome === 'ok');
  return (
    <Flex direction="column" gap="2" role="status">
      <ol className={styles.list}>
        {steps.map(({ step, outcome, detail }) => (
          <li key={step} className={styles.row}>
            <Status tone={tones[outcome]}>{t(`ledger.step.${outcome}`)}</Status>
            <span>{t(`ledger.step.${step}`)}</span>
            {detail && <code className={styles.hint}>{detail}</code>}
          </li>
        ))}
      </ol>
      <Text as="p" weight="bold" color={holds ? 'success' : 'danger'}>
        {holds ? t('ledger.holds') : t('ledger.holdsNot')}
      </Text>
    </Flex>
  );
}
