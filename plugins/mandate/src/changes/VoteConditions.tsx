import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { Vote } from '@mandate/plugin-mandate-common';
import { RelativeTime } from '@mandate/plugin-mandate-react';
import { mandateTranslationRef } from '../translation';

/** What an approval demands of the start: "not before in 2 hours, inside a change window only". */
export function VoteConditions({ vote }: { readonly vote: Vote }) {
  const { t } = useTranslationRef(mandateTranslationRef);
  const { notBefore, onlyInsideWindow } = vote;
  return (
    <>
      {notBefore !== undefined && (
        <>
          {t('emergency.notBeforeWords')} <RelativeTime at={notBefore} />
        </>
      )}
      {notBefore !== undefined && onlyInsideWindow && ', '}
      {onlyInsideWindow && t('emergency.insideWords')}
    </>
  );
}

/** Whether an approval demands something of the start. */
export function hasConditions({ notBefore, onlyInsideWindow }: Vote): boolean {
  return notBefore !== undefined || onlyInsideWindow === true;
}
