import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { TextField } from '@backstage/ui';
import { ReasonDialog } from '@mandate/plugin-mandate-react';
import { useState } from 'react';
import { mandateTranslationRef } from '../translation';

/** Asks for what breaking the glass needs: why, and which incident. */
export function BreakGlassDialog(props: {
  /** What has to be typed, when the plan removes something. */
  readonly expected?: string;
  readonly onBreak: (request: {
    reason: string;
    incident: string;
    confirmTarget?: string;
  }) => Promise<void>;
  readonly onClose: () => void;
}) {
  const { expected, onBreak, onClose } = props;
  const { t } = useTranslationRef(mandateTranslationRef);
  const [incident, setIncident] = useState('');
  const [typed, setTyped] = useState('');
  return (
    <ReasonDialog
      title={t('emergency.breakGlassTitle')}
      description={t('emergency.breakGlassDescription')}
      actionLabel={t('emergency.breakGlassSubmit')}
      destructive
      onSubmit={reason =>
        onBreak({
          reason,
          incident: incident.trim(),
          ...(expected !== undefined && { confirmTarget: typed }),
        })
      }
      onClose={onClose}
    >
      <TextField
        label={t('emergency.incident')}
        description={t('emergency.incidentHint')}
        type="url"
        value={incident}
        onChange={setIncident}
        isRequired
      />
      {expected !== undefined && (
        <TextField
          label={t('confirm.label')}
          description={t('confirm.description', { name: expected })}
          value={typed}
          onChange={setTyped}
          autoComplete="off"
          isRequired
        />
      )}
    </ReasonDialog>
  );
}
