import {
  toastApiRef,
  useApi,
  useTranslationRef,
} from '@backstage/frontend-plugin-api';
import { usePermission } from '@backstage/plugin-permission-react';
import { Button, Select, TextField } from '@backstage/ui';
import { automationStopPermission } from '@mandate/plugin-mandate-common';
import {
  loadedValue,
  mandateApiRef,
  ReasonDialog,
  useEnvironments,
} from '@mandate/plugin-mandate-react';
import { useState } from 'react';
import { mandateTranslationRef } from '../translation';
import { killSwitchRequest, narrowings, type Selection } from './selection';

const EVERYTHING: Selection = { environment: '', values: '' };

/** The button that stops automation, and the dialog that asks what to stop and why. Nothing for those who may not. */
export function StopAutomation() {
  const { t } = useTranslationRef(mandateTranslationRef);
  const { allowed } = usePermission({ permission: automationStopPermission });
  const [isOpen, setIsOpen] = useState(false);
  if (!allowed) {
    return null;
  }
  return (
    <>
      <Button destructive onPress={() => setIsOpen(true)}>
        {t('stopping.button')}
      </Button>
      {isOpen && <StopDialog onClose={() => setIsOpen(false)} />}
    </>
  );
}

function StopDialog({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslationRef(mandateTranslationRef);
  const api = useApi(mandateApiRef);
  const toastApi = useApi(toastApiRef);
  const [selection, setSelection] = useState(EVERYTHING);

  const stop = async (reason: string) => {
    const request = killSwitchRequest(selection, reason);
    if (!request) {
      throw new Error(t('stopping.nameless'));
    }
    await api.engageKillSwitch(request);
    toastApi.post({ title: t('stopping.done'), status: 'success' });
  };

  return (
    <ReasonDialog
      title={t('stopping.title')}
      description={t('stopping.description')}
      actionLabel={t('stopping.submit')}
      destructive
      onSubmit={stop}
      onClose={onClose}
    >
      <ScopeFields selection={selection} onChange={setSelection} />
    </ReasonDialog>
  );
}

function ScopeFields(props: {
  readonly selection: Selection;
  readonly onChange: (selection: Selection) => void;
}) {
  const { selection, onChange } = props;
  const { by } = selection;
  const { t } = useTranslationRef(mandateTranslationRef);
  const environments = loadedValue(useEnvironments()) ?? [];
  return (
    <>
      <Select
        label={t('stopping.environment')}
        value={selection.environment}
        onChange={key =>
          onChange({ ...selection, environment: String(key ?? '') })
        }
        options={[
          { value: '', label: t('stopping.everywhere') },
          ...environments.map(({ name, title }) => ({
            value: name,
            label: title,
          })),
        ]}
      />
      <Select
        label={t('stopping.narrow')}
        value={by ?? ''}
        onChange={key =>
          onChange({
            ...selection,
            by: narrowings.find(narrowing => narrowing === key),
          })
        }
        options={[
          { value: '', label: t('stopping.narrowNothing') },
          ...narrowings.map(narrowing => ({
            value: narrowing,
            label: t(`stopping.by.${narrowing}`),
          })),
        ]}
      />
      {by && (
        <TextField
          label={t('stopping.narrowValue')}
          description={t(`stopping.hint.${by}`)}
          value={selection.values}
          onChange={values => onChange({ ...selection, values })}
          isRequired
        />
      )}
    </>
  );
}
