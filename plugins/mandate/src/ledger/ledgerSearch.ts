import type { LedgerSearch } from '@mandate/plugin-mandate-common';
import { instantOf } from '../page/LocalTimeField';
import type { UrlFilters } from '../page/useUrlFilters';

/** What the filters in the URL look for. Times there are those of the viewer's clock. */
export function ledgerSearchOf(filters: Pick<UrlFilters, 'get'>): LedgerSearch {
  return {
    changeId: filters.get('change'),
    kind: filters.get('kind'),
    actor: filters.get('actor'),
    target: filters.get('target'),
    from: instantOf(filters.get('from') ?? ''),
    to: instantOf(filters.get('to') ?? ''),
    text: filters.get('text'),
  };
}
