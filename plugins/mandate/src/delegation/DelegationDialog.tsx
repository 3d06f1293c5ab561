import {
  toastApiRef,
  useApi,
  useTranslationRef,
} from '@backstage/frontend-plugin-api';
import { mandateApiRef, ReasonDialog } from '@mandate/plugin-mandate-react';
import { useState } from 'react';
import { instantOf, LocalTimeField, localTimeIn } from '../page/LocalTimeField';
import { mandateTranslationRef } from '../translation';
import { PersonField } from './PersonField';

const WORKING_WEEK_HOURS = 5 * 24;

/** Asks who votes for the viewer, and when. */
export function DelegationDialog(props: {
  readonly onSet: () => void;
  readonly onClose: () => void;
}) {
  const { t } = useTranslationRef(mandateTranslationRef);
  const api = useApi(mandateApiRef);
  const toastApi = useApi(toastApiRef);
  const [delegate, setDelegate] = useState('');
  const [start, setStart] = useState(() => localTimeIn(0, Date.now()));
  const [end, setEnd] = useState(() =>
    localTimeIn(WORKING_WEEK_HOURS, Date.now()),
  );

  const set = async (reason: string) => {
    const from = instantOf(start);
    const until = instantOf(end);
    if (!delegate || !from || !until) {
      throw new Error(t('delegation.incomplete'));
    }
    await api.createDelegation({
      delegate,
      from,
      until,
      ...(reason && { reason }),
    });
    toastApi.post({ title: t('delegation.done'), status: 'success' });
    props.onSet();
  };

  return (
    <ReasonDialog
      title={t('delegation.dialogTitle')}
      description={t('delegation.hint')}
      actionLabel={t('delegation.submit')}
      optional
      onSubmit={set}
      onClose={props.onClose}
    >
      <PersonField value={delegate} onChange={setDelegate} />
      <LocalTimeField
        label={t('delegation.start')}
        value={start}
        onChange={setStart}
      />
      <LocalTimeField
        label={t('delegation.finish')}
        value={end}
        onChange={setEnd}
      />
    </ReasonDialog>
  );
}
