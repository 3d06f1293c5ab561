import { useApi, useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  Alert,
  Button,
  Dialog,
  DialogBody,
  DialogFooter,
  DialogHeader,
  Flex,
  Radio,
  RadioGroup,
  Select,
  Text,
} from '@backstage/ui';
import type { KindBoundary, Simulation } from '@mandate/plugin-mandate-common';
import {
  ErrorState,
  mandateApiRef,
  SimulationResult,
} from '@mandate/plugin-mandate-react';
import { useState } from 'react';
import { mandateTranslationRef } from '../translation';
import { changeInput, type InputValues } from './changeInput';
import { InputFields } from './InputFields';

type Attempt =
  | { readonly type: 'idle' }
  | { readonly type: 'busy' }
  | { readonly type: 'incomplete'; readonly missing: readonly string[] }
  | { readonly type: 'done'; readonly simulation: Simulation }
  | { readonly type: 'failed'; readonly error: unknown };

/** Shows what would be decided about a change of any kind with any arguments, and proposes nothing. */
export function TryChangeDialog(props: {
  readonly target: { readonly entityRef: string; readonly environment: string };
  /** The kinds to choose from, at least one. */
  readonly kinds: readonly [KindBoundary, ...KindBoundary[]];
  readonly onClose: () => void;
}) {
  const { target, kinds, onClose } = props;
  const { t } = useTranslationRef(mandateTranslationRef);
  const api = useApi(mandateApiRef);
  const [kindName, setKindName] = useState(kinds[0].kind);
  const [formName, setFormName] = useState('');
  const [values, setValues] = useState<InputValues>({});
  const [attempt, setAttempt] = useState<Attempt>({ type: 'idle' });
  const kind = kinds.find(one => one.kind === kindName) ?? kinds[0];
  const form = kind.inputForms.find(({ name }) => name === formName) ??
    kind.inputForms[0] ?? { name: '', fields: [] };

  /** What was shown belongs to what was filled in before. */
  const fillIn = (change: () => void) => {
    change();
    setAttempt({ type: 'idle' });
  };

  const show = async () => {
    const filledIn = changeInput(form, values);
    if (!filledIn.ok) {
      setAttempt({ type: 'incomplete', missing: filledIn.missing });
      return;
    }
    setAttempt({ type: 'busy' });
    try {
      const simulation = await api.simulate({
        kind: kind.kind,
        target,
        input: filledIn.input,
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
            value={kind.kind}
            onChange={name =>
              fillIn(() => {
                setKindName(name);
                setValues({});
              })
            }
          >
            {kinds.map(({ kind: name, title }) => (
              <Radio key={name} value={name}>
                {title}
              </Radio>
            ))}
          </RadioGroup>
          {kind.inputForms.length > 1 && (
            <Select
              label={t('boundaries.tryWith')}
              value={form.name}
              onChange={name => fillIn(() => setFormName(String(name)))}
              options={kind.inputForms.map(({ name }) => ({
                value: name,
                label: name,
              }))}
            />
          )}
          <InputFields
            form={form}
            values={values}
            onChange={next => fillIn(() => setValues(next))}
          />
          {attempt.type === 'incomplete' && (
            <Alert
              role="alert"
              status="warning"
              icon
              title={t('boundaries.incomplete', {
                fields: attempt.missing.join(', '),
              })}
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
