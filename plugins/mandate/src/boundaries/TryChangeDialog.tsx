import { useApi, useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  Button,
  Dialog,
  DialogBody,
  DialogFooter,
  DialogHeader,
  Flex,
  NumberField,
  Radio,
  RadioGroup,
  Text,
} from '@backstage/ui';
import type { Simulation } from '@mandate/plugin-mandate-common';
import {
  ErrorState,
  mandateApiRef,
  SimulationResult,
} from '@mandate/plugin-mandate-react';
import { useState } from 'react';
import { mandateTranslationRef } from '../translation';

type Attempt =
  | { readonly type: 'idle' }
  | { readonly type: 'busy' }
  | { readonly type: 'done'; readonly simulation: Simulation }
  | { readonly type: 'failed'; readonly error: unknown };

/** Shows what would be decided about a restart or a scaling, and proposes nothing. */
export function TryChangeDialog(props: {
  readonly target: { readonly entityRef: string; readonly environment: string };
  readonly onClose: () => void;
}) {
  const { target, onClose } = props;
  const { t } = useTranslationRef(mandateTranslationRef);
  const api = useApi(mandateApiRef);
  const [kind, setKind] = useState('restart');
  const [replicas, setReplicas] = useState(2);
  const [attempt, setAttempt] = useState<Attempt>({ type: 'idle' });

  const show = async () => {
    setAttempt({ type: 'busy' });
    try {
      const simulation = await api.simulate({
        kind,
        target,
        input: kind === 'scale' ? { replicas } : {},
      });
      setAttempt({ type: 'done', simulation });
    } catch (error) {
      setAttempt({ type: 'failed', error });
    }
  };

  return (
    <Dialog isOpen onOpenChange={open => !open && onClose()} width={560}>
      <DialogHeader>{t('boundaries.tryTitle')}</DialogHeader>
      <DialogBody>
        <Flex direction="column" gap="3">
          <Text as="p" color="secondary">
            {t('boundaries.tryHint')}
          </Text>
          <RadioGroup
            label={t('boundaries.tryKind')}
            value={kind}
            onChange={setKind}
          >
            <Radio value="restart">{t('boundaries.restart')}</Radio>
            <Radio value="scale">{t('boundaries.scale')}</Radio>
          </RadioGroup>
          {kind === 'scale' && (
            <NumberField
              label={t('boundaries.replicas')}
              value={replicas}
              onChange={setReplicas}
              minValue={0}
              maxValue={1_000}
            />
          )}
          {attempt.type === 'failed' && <ErrorState error={attempt.error} />}
          {attempt.type === 'done' && (
            <SimulationResult simulation={attempt.simulation} />
          )}
        </Flex>
      </DialogBody>
      <DialogFooter>
        <Button variant="secondary" onPress={onClose}>
          {t('boundaries.close')}
        </Button>
        <Button isPending={attempt.type === 'busy'} onPress={show}>
          {t('boundaries.show')}
        </Button>
      </DialogFooter>
    </Dialog>
  );
}
