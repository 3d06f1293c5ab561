import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { SearchField, Select } from '@backstage/ui';
import { templateVersionViewSchema } from '@mandate/plugin-mandate-common';
import styles from '../../changes/ChangesFilters.module.css';
import type { UrlFilters } from '../../page/useUrlFilters';
import { mandateTranslationRef } from '../../translation';

/** The filters by their name in the URL. */
export const FILTER_NAMES = ['text', 'type', 'state'] as const;

const ANY = '';

/** Search and filters of the list of templates. */
export function TemplatesFilters(props: {
  readonly filters: UrlFilters;
  /** Those that there are templates for. */
  readonly containerTypes: readonly string[];
}) {
  const { filters, containerTypes } = props;
  const { t } = useTranslationRef(mandateTranslationRef);
  const any = { value: ANY, label: t('changes.any') };
  const choice = (name: 'type' | 'state') => ({
    label: t(`templates.list.${name}`),
    value: filters.get(name) ?? ANY,
    onChange: (key: unknown) => filters.set(name, String(key ?? ANY)),
  });
  return (
    <div className={styles.filters} role="search">
      <SearchField
        className={styles.search}
        aria-label={t('templates.list.search')}
        placeholder={t('templates.list.search')}
        size="small"
        value={filters.get('text') ?? ''}
        onChange={text => filters.set('text', text)}
      />
      <Select
        {...choice('type')}
        options={[
          any,
          ...containerTypes.map(type => ({ value: type, label: type })),
        ]}
      />
      <Select
        {...choice('state')}
        options={[
          any,
          ...templateVersionViewSchema.shape.state.options.map(state => ({
            value: state,
            label: t(`templates.states.${state}`),
          })),
        ]}
      />
    </div>
  );
}
