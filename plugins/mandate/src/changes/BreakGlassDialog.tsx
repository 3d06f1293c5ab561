import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { TextField } from '@backstage/ui';
import { ReasonDialog } from '@mandate/plugin-mandate-react';
import { useState } from 'react';
import { mandateTranslationRef } from '../translation';

/** Asks for what breaking the glass needs: why, and which incident. */
export function BreakGlassDialog(props: {
  readonly onBreak: (request: {
    reason: string;
    incident: string;
  }) => Promise<void>;
  readonly onClose: () => void;
}) {
  const { onBreak, onClose } = props;
  const { t } = useTranslationRef(mandateTranslationRef);
  const [incident, setIncident] = useState('');
  return (
    <ReasonDialog
      title={t('emergency.breakGlassTitle')}
      description={t('emergency.breakGlassDescription')}
      actionLabel={t('emergency.breakGlassSubmit')}
      destructive
      onSubmit={reason => onBreak({ reason, incident: incident.trim() })}
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
    </ReasonDialog>
  );
}
