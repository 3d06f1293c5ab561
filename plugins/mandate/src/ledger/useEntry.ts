import { useApi, useTranslationRef } from '@backstage/frontend-plugin-api';
import { NotFoundError } from '@backstage/errors';
import type { LedgerEntryView } from '@mandate/plugin-mandate-common';
import {
  mandateApiRef,
  type Reloadable,
  useLoad,
} from '@mandate/plugin-mandate-react';
import { mandateTranslationRef } from '../translation';

/** One entry by its index: the first below the next index. */
export function useEntry(index: number): Reloadable<LedgerEntryView> {
  const api = useApi(mandateApiRef);
  const { t } = useTranslationRef(mandateTranslationRef);
  return useLoad(String(index), async signal => {
    const { items } = await api.listLedgerEntries(
      { cursor: String(index + 1), limit: 1 },
      { signal },
    );
    const entry = items.find(item => item.index === index);
    if (!entry) {
      throw new NotFoundError(t('ledger.noEntry', { index: String(index) }));
    }
    return entry;
  });
}
