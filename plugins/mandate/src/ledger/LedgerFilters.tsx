import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { SearchField, Select, TextField } from '@backstage/ui';
import { LEDGER_KINDS } from '@mandate/ledger';
import styles from '../changes/ChangesFilters.module.css';
import { LocalTimeField } from '../page/LocalTimeField';
import type { UrlFilters } from '../page/useUrlFilters';
import { mandateTranslationRef } from '../translation';

const ANY = '';

/** Search and filters of the ledger's entries. */
export function LedgerFilters({ filters }: { readonly filters: UrlFilters }) {
  const { t } = useTranslationRef(mandateTranslationRef);
  const field = (name: 'change' | 'actor' | 'target' | 'from' | 'to') => ({
    size: 'small' as const,
    value: filters.get(name) ?? '',
    onChange: (text: string) => filters.set(name, text.trim()),
  });
  return (
    <div className={styles.filters} role="search">
      <SearchField
        className={styles.search}
        aria-label={t('ledger.search')}
        placeholder={t('ledger.search')}
        size="small"
        value={filters.get('text') ?? ''}
        onChange={text => filters.set('text', text)}
      />
      <TextField
        {...field('actor')}
        label={t('ledger.filterActor')}
        placeholder="user:default/…"
      />
      <TextField
        {...field('target')}
        label={t('ledger.filterTarget')}
        placeholder="component:default/…"
      />
      <TextField {...field('change')} label={t('ledger.filterChange')} />
      <Select
        label={t('ledger.filterKind')}
        value={filters.get('kind') ?? ANY}
        onChange={kind => filters.set('kind', String(kind ?? ANY))}
        options={[
          { value: ANY, label: t('changes.any') },
          ...LEDGER_KINDS.map(kind => ({ value: kind, label: kind })),
        ]}
      />
      <LocalTimeField {...field('from')} label={t('ledger.filterFrom')} />
      <LocalTimeField {...field('to')} label={t('ledger.filterTo')} />
    </div>
  );
}
