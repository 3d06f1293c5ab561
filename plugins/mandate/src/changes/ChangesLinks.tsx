import { useRouteRef, useTranslationRef } from '@backstage/frontend-plugin-api';
import { Flex, Link } from '@backstage/ui';
import {
  changeSetsRouteRef,
  undeliveredRouteRef,
} from '@mandate/plugin-mandate-react';
import { mandateTranslationRef } from '../translation';

/** Where sets of changes are, and messages that got lost. */
export function ChangesLinks() {
  const { t } = useTranslationRef(mandateTranslationRef);
  const setsRoute = useRouteRef(changeSetsRouteRef);
  const undeliveredRoute = useRouteRef(undeliveredRouteRef);
  return (
    <Flex gap="4" py="2">
      {setsRoute && <Link href={setsRoute()}>{t('changeSets.link')}</Link>}
      {undeliveredRoute && (
        <Link href={undeliveredRoute()}>{t('deadLetters.link')}</Link>
      )}
    </Flex>
  );
}
