import { type Entity, stringifyEntityRef } from '@backstage/catalog-model';
import { useApi, useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  catalogApiRef,
  defaultEntityPresentation,
} from '@backstage/plugin-catalog-react';
import { Select } from '@backstage/ui';
import {
  entityName,
  ErrorState,
  loadedValue,
  type Reloadable,
  useLoad,
} from '@mandate/plugin-mandate-react';
import { useState } from 'react';
import { normalized, useViewer } from '../changes/useViewer';
import { mandateTranslationRef } from '../translation';

/** As many as anybody reads; whoever is not among them is found by searching. */
const SHOWN = 50;

interface Person {
  readonly id: string;
  readonly label: string;
  /** What the catalog calls them, where that is not their name. */
  readonly description?: string;
}

/** Asks for one person of the catalog, other than the viewer; the catalog searches by name and by what they are called. */
export function PersonField(props: {
  /** Entity reference; empty while nobody is chosen. */
  readonly value: string;
  readonly onChange: (person: string) => void;
}) {
  const { t } = useTranslationRef(mandateTranslationRef);
  const [term, setTerm] = useState('');
  const viewer = useViewer();
  const users = useUsers(term.trim());
  const people = (loadedValue(users) ?? [])
    .map(personOf)
    .filter(({ id }) => normalized(id) !== viewer?.ref);
  return (
    <>
      <Select
        label={t('delegation.person')}
        placeholder={t('delegation.choose')}
        value={props.value}
        onChange={key => props.onChange(String(key ?? ''))}
        options={people}
        search={{
          mode: 'server',
          inputValue: term,
          onInputChange: setTerm,
          placeholder: t('delegation.search'),
        }}
        loading={{ state: users.status === 'loading' ? 'loading' : 'idle' }}
      />
      {users.status === 'error' && (
        <ErrorState
          error={users.error}
          title={t('delegation.peopleUnread')}
          onRetry={users.reload}
        />
      )}
    </>
  );
}

/** Users whom a text may mean. */
function useUsers(term: string): Reloadable<readonly Entity[]> {
  const catalog = useApi(catalogApiRef);
  return useLoad(term, async () => {
    const { items } = await catalog.queryEntities({
      filter: { kind: 'User' },
      fields: ['kind', 'metadata', 'spec.profile.displayName'],
      orderFields: [{ field: 'metadata.name', order: 'asc' }],
      limit: SHOWN,
      ...(term !== '' && {
        fullTextFilter: {
          term,
          fields: [
            'metadata.name',
            'metadata.title',
            'spec.profile.displayName',
          ],
        },
      }),
    });
    return items;
  });
}

function personOf(user: Entity): Person {
  const id = stringifyEntityRef(user);
  const label = entityName(id);
  const { primaryTitle } = defaultEntityPresentation(user);
  return {
    id,
    label,
    ...(primaryTitle !== label && { description: primaryTitle }),
  };
}
