import { useRouteRef, useTranslationRef } from '@backstage/frontend-plugin-api';
import { Link } from '@backstage/ui';
import type { ChangeDetail } from '@mandate/plugin-mandate-common';
import { changeSetRouteRef } from '@mandate/plugin-mandate-react';
import { mandateTranslationRef } from '../translation';

/** "Part 2 of 3 of Release 2.4 of the shop", linked to the set. */
export function PartOfSet(props: {
  readonly changeSet: NonNullable<ChangeDetail['changeSet']>;
}) {
  const { id, title, position, size } = props.changeSet;
  const { t } = useTranslationRef(mandateTranslationRef);
  const setRoute = useRouteRef(changeSetRouteRef);
  return (
    <>
      {t('changeSets.part', { position: String(position), size: String(size) })}{' '}
      {setRoute ? <Link href={setRoute({ id })}>{title}</Link> : title}
    </>
  );
}
