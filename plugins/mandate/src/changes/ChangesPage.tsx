import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button } from '@backstage/ui';
import {
  type ChangeFilter,
  changeStateSchema,
} from '@mandate/plugin-mandate-common';
import {
  EmptyState,
  LoadView,
  useChanges,
} from '@mandate/plugin-mandate-react';
import { useRef } from 'react';
import { KeyArea, Page } from '../page/Page';
import { Pager } from '../page/Pager';
import { useListKeys } from '../page/useListKeys';
import { type UrlFilters, useUrlFilters } from '../page/useUrlFilters';
import { mandateTranslationRef } from '../translation';
import { ChangesFilters, FILTER_NAMES } from './ChangesFilters';
import { ChangesLinks } from './ChangesLinks';
import { ChangesTable } from './ChangesTable';

const COLUMNS = [
  'change',
  'state',
  'oversight',
  'risk',
  'proposer',
  'when',
] as const;

/** All changes, by filters that live in the URL. */
export function ChangesPage() {
  const { t } = useTranslationRef(mandateTranslationRef);
  const filters = useUrlFilters();
  const changes = useChanges(filterFrom(filters));
  const area = useRef<HTMLDivElement>(null);
  useListKeys(area);
  const isFiltered = FILTER_NAMES.some(name => filters.get(name) !== undefined);

  return (
    <Page>
      <KeyArea area={area}>
        <ChangesFilters filters={filters} />
        <ChangesLinks />
        <LoadView load={changes} lines={9}>
          {({ items, nextCursor }) =>
            items.length === 0 ? (
              <EmptyState
                title={isFiltered ? t('changes.noMatch') : t('changes.none')}
                action={
                  isFiltered && (
                    <Button variant="secondary" onPress={filters.clear}>
                      {t('changes.clear')}
                    </Button>
                  )
                }
              >
                {isFiltered ? t('changes.noMatchHint') : t('changes.noneHint')}
              </EmptyState>
            ) : (
              <>
                <ChangesTable
                  label={t('changes.table')}
                  columns={COLUMNS}
                  changes={items}
                />
                <Pager
                  cursor={filters.get('cursor')}
                  nextCursor={nextCursor}
                  onCursor={cursor => filters.set('cursor', cursor)}
                />
              </>
            )
          }
        </LoadView>
      </KeyArea>
    </Page>
  );
}

function filterFrom(filters: UrlFilters): ChangeFilter {
  // What somebody wrote into the address and is no state shows all.
  const states = filters.getAll('state').flatMap(state => {
    const known = changeStateSchema.safeParse(state);
    return known.success ? [known.data] : [];
  });
  const sort = filters.get('sort');
  return {
    ...(states.length > 0 && { states }),
    kind: filters.get('kind'),
    environment: filters.get('environment'),
    text: filters.get('text'),
    proposer: filters.get('proposer'),
    entityRef: filters.get('entity'),
    cursor: filters.get('cursor'),
    ...((sort === 'oldest' || sort === 'updated') && { sort }),
  };
}
