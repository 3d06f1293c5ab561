import { parseEntityRef } from '@backstage/catalog-model';
import { useRouteRef, useTranslationRef } from '@backstage/frontend-plugin-api';
import { entityRouteRef } from '@backstage/plugin-catalog-react';
import { Link } from '@backstage/ui';
import type { Finding } from '@mandate/plugin-mandate-common';
import { loadedValue, useFinding } from '@mandate/plugin-mandate-react';
import { mandateTranslationRef } from '../translation';

/** What a detector found that the change answers, linked to where it is; its id when it is not kept any more. */
export function ChangeFinding(props: {
  readonly entityRef: string;
  readonly findingId: string;
}) {
  const { entityRef, findingId } = props;
  const { t } = useTranslationRef(mandateTranslationRef);
  const load = useFinding(entityRef, findingId);
  if (load.status === 'loading') {
    return null;
  }
  const finding = loadedValue(load);
  return (
    <>
      {t('change.finding')}:{' '}
      {finding ? <FindingWords finding={finding} /> : findingId}
    </>
  );
}

function FindingWords({ finding }: { readonly finding: Finding }) {
  const { title, words, target } = finding;
  const entityRoute = useRouteRef(entityRouteRef);
  return (
    <>
      {entityRoute ? (
        <Link href={entityRoute(parseEntityRef(target.entityRef))}>
          {title}
        </Link>
      ) : (
        title
      )}
      {words !== title && `. ${words}`}
    </>
  );
}
