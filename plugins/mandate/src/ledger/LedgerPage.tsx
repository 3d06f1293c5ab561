import { useApi, useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button, Select, TextField, Text } from '@backstage/ui';
import { LEDGER_KINDS } from '@mandate/ledger';
import {
  EmptyState,
  LoadView,
  mandateApiRef,
  useLive,
} from '@mandate/plugin-mandate-react';
import { Page } from '../page/Page';
import { Pager } from '../page/Pager';
import { type UrlFilters, useUrlFilters } from '../page/useUrlFilters';
import styles from '../changes/ChangesFilters.module.css';
import { mandateTranslationRef } from '../translation';
import { CheckpointSection } from './CheckpointSection';
import { EntriesTable } from './EntriesTable';
import { EntryDialog } from './EntryDialog';

const PAGE_SIZE = 25;
const POLL_MS = 60_000;
const ANY = '';

/** The ledger: its signed checkpoint, its entries, and for each the check that it is in the log unchanged. */
export function LedgerPage() {
  const { t } = useTranslationRef(mandateTranslationRef);
  const api = useApi(mandateApiRef);
  const filters = useUrlFilters();
  const opened = Number(filters.get('entry') ?? NaN);
  const query = {
    changeId: filters.get('change'),
    kind: filters.get('kind'),
    cursor: filters.get('cursor'),
    limit: PAGE_SIZE,
  };
  const entries = useLive({
    key: JSON.stringify(query),
    fetchValue: signal => api.listLedgerEntries(query, { signal }),
    concerns: message => message.type === 'ledger',
    pollAfterMs: () => POLL_MS,
  });
  const isFiltered = query.changeId !== undefined || query.kind !== undefined;

  return (
    <Page>
      <CheckpointSection />
      <Text as="h2" variant="title-small" weight="bold">
        {t('ledger.entries')}
      </Text>
      <LedgerFilters filters={filters} />
      <LoadView load={entries} lines={9}>
        {({ items, nextCursor }) =>
          items.length === 0 ? (
            <EmptyState
              title={isFiltered ? t('ledger.noMatch') : t('ledger.none')}
              action={
                isFiltered && (
                  <Button variant="secondary" onPress={filters.clear}>
                    {t('changes.clear')}
                  </Button>
                )
              }
            >
              {isFiltered ? t('ledger.noMatchHint') : t('ledger.noneHint')}
            </EmptyState>
          ) : (
            <>
              <EntriesTable
                entries={items}
                onOpen={index => filters.open('entry', String(index))}
              />
              <Pager
                cursor={query.cursor}
                nextCursor={nextCursor}
                onCursor={cursor => filters.set('cursor', cursor)}
              />
            </>
          )
        }
      </LoadView>
      {Number.isSafeInteger(opened) && opened >= 0 && (
        <EntryDialog
          index={opened}
          onClose={() => filters.open('entry', undefined)}
        />
      )}
    </Page>
  );
}

function LedgerFilters({ filters }: { readonly filters: UrlFilters }) {
  const { t } = useTranslationRef(mandateTranslationRef);
  return (
    <div className={styles.filters} role="search">
      <TextField
        label={t('ledger.filterChange')}
        size="small"
        value={filters.get('change') ?? ''}
        onChange={change => filters.set('change', change.trim())}
      />
      <Select
        label={t('ledger.filterKind')}
        value={filters.get('kind') ?? ANY}
        onChange={kind => filters.set('kind', String(kind ?? ANY))}
        options={[
          { value: ANY, label: t('changes.any') },
          ...LEDGER_KINDS.map(kind => ({ value: kind, label: kind })),
        ]}
      />
    </div>
  );
}
