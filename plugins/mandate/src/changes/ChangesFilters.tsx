import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { SearchField, Select, TextField } from '@backstage/ui';
import {
  loadedValue,
  mandateReactTranslationRef,
  useEnvironments,
} from '@mandate/plugin-mandate-react';
import {
  APPROVE_TEMPLATE_KIND,
  CHANGE_CONFIGURATION_KIND,
  CHANGE_MANDATE_KIND,
  openChangeStates,
  terminalChangeStates,
} from '@mandate/plugin-mandate-common';
import type { UrlFilters } from '../page/useUrlFilters';
import { mandateTranslationRef } from '../translation';
import styles from './ChangesFilters.module.css';

/** The filters by their name in the URL. */
export const FILTER_NAMES = [
  'text',
  'state',
  'kind',
  'environment',
  'proposer',
  'entity',
] as const;

/** Change kinds that come with the suite; others are found by the search field. */
const kinds = [
  'deploy',
  'rolling-deploy',
  'restart',
  'scale',
  'rollback',
  'configure',
  'resize',
  'delete',
  'quota',
  'cordon',
  'drain',
  'reapply',
  'adopt',
  'ignore-drift',
  'bootstrap',
  CHANGE_CONFIGURATION_KIND,
  CHANGE_MANDATE_KIND,
  APPROVE_TEMPLATE_KIND,
];
const states = [...openChangeStates, ...terminalChangeStates];
const ANY = '';

interface Choice {
  readonly value: string;
  readonly label: string;
}

/** Search, filters and order of the list of changes. */
export function ChangesFilters({ filters }: { readonly filters: UrlFilters }) {
  const { t } = useTranslationRef(mandateTranslationRef);
  const { t: tReact } = useTranslationRef(mandateReactTranslationRef);
  const environments = loadedValue(useEnvironments()) ?? [];
  const choice = (name: 'kind' | 'environment', options: readonly Choice[]) => {
    const value = filters.get(name) ?? ANY;
    const offered = [{ value: ANY, label: t('changes.any') }, ...options];
    return {
      label: t(`changes.${name}`),
      value,
      onChange: (key: unknown) => filters.set(name, String(key ?? ANY)),
      // What the URL asks for is shown, also where nobody here knows it.
      options: offered.some(option => option.value === value)
        ? offered
        : [...offered, { value, label: value }],
    };
  };

  return (
    <div className={styles.filters} role="search">
      <SearchField
        className={styles.search}
        aria-label={t('changes.search')}
        placeholder={t('changes.search')}
        size="small"
        value={filters.get('text') ?? ''}
        onChange={text => filters.set('text', text)}
      />
      <Select
        label={t('changes.state')}
        selectionMode="multiple"
        placeholder={t('changes.any')}
        value={filters.getAll('state')}
        onChange={keys => filters.set('state', keys.map(String))}
        options={states.map(state => ({
          value: state,
          label: tReact(`state.${state}`),
        }))}
      />
      <Select
        {...choice(
          'kind',
          kinds.map(kind => ({ value: kind, label: kind })),
        )}
      />
      <Select
        {...choice(
          'environment',
          environments.map(({ name, title }) => ({
            value: name,
            label: title,
          })),
        )}
      />
      <TextField
        label={t('changes.proposer')}
        placeholder={t('changes.proposerHint')}
        size="small"
        value={filters.get('proposer') ?? ''}
        onChange={proposer => filters.set('proposer', proposer)}
      />
      <Select
        label={t('changes.sort')}
        value={filters.get('sort') ?? 'newest'}
        onChange={key => filters.set('sort', String(key))}
        options={(['newest', 'oldest', 'updated'] as const).map(sort => ({
          value: sort,
          label: t(`changes.${sort}`),
        }))}
      />
    </div>
  );
}
