import { stringifyEntityRef } from '@backstage/catalog-model';
import {
  toastApiRef,
  useApi,
  useTranslationRef,
} from '@backstage/frontend-plugin-api';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import { Select } from '@backstage/ui';
import {
  entityName,
  loadedValue,
  mandateApiRef,
  ReasonDialog,
  useLoad,
} from '@mandate/plugin-mandate-react';
import { useState } from 'react';
import { useViewer } from '../changes/useViewer';
import { instantOf, LocalTimeField, localTimeIn } from '../page/LocalTimeField';
import { mandateTranslationRef } from '../translation';

/** More people than this are found by searching the list, not by reading it. */
const MAX_PEOPLE = 500;
const WORKING_WEEK_HOURS = 5 * 24;

/** Asks who votes for the viewer, and when. */
export function DelegationDialog(props: {
  readonly onSet: () => void;
  readonly onClose: () => void;
}) {
  const { t } = useTranslationRef(mandateTranslationRef);
  const api = useApi(mandateApiRef);
  const toastApi = useApi(toastApiRef);
  const people = usePeople();
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
      <Select
        label={t('delegation.person')}
        placeholder={t('delegation.choose')}
        value={delegate}
        onChange={key => setDelegate(String(key ?? ''))}
        options={people}
      />
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

/** Everybody in the catalog but the viewer. */
function usePeople() {
  const catalog = useApi(catalogApiRef);
  const viewer = useViewer();
  const loaded = useLoad('people', () =>
    catalog.getEntities({
      filter: { kind: 'User' },
      fields: ['kind', 'metadata.name', 'metadata.namespace', 'metadata.title'],
      limit: MAX_PEOPLE,
    }),
  );
  return (loadedValue(loaded)?.items ?? [])
    .map(stringifyEntityRef)
    .filter(ref => ref !== viewer?.ref)
    .map(ref => ({ value: ref, label: entityName(ref) }));
}
