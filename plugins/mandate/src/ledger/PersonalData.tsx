import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Text } from '@backstage/ui';
import { ERASED } from '@mandate/ledger';
import type { LedgerEntryView } from '@mandate/plugin-mandate-common';
import { Fact, Facts } from '@mandate/plugin-mandate-react';
import { mandateTranslationRef } from '../translation';

/** The values that the entry committed to, as long as they exist. Draws nothing for an entry about nobody. */
export function PersonalData({ entry }: { readonly entry: LedgerEntryView }) {
  const { t } = useTranslationRef(mandateTranslationRef);
  const { openings } = entry;
  const isErased = entry.actor === ERASED;
  if (openings.length === 0 && !isErased) {
    return null;
  }
  return (
    <section aria-label={t('ledger.personal')}>
      <Text as="h3" weight="bold">
        {t('ledger.personal')}
      </Text>
      <Text as="p" color="secondary">
        {isErased ? t('ledger.erasedSome') : t('ledger.personalHint')}
      </Text>
      <Facts>
        {openings.map(({ at, value }) => (
          <Fact key={at} name={at}>
            {typeof value === 'string' ? value : JSON.stringify(value)}
          </Fact>
        ))}
      </Facts>
    </section>
  );
}
