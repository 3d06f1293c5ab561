import { useRouteRef, useTranslationRef } from '@backstage/frontend-plugin-api';
import { Link } from '@backstage/ui';
import {
  isDefaultNamespace,
  mandateNameParts,
} from '@mandate/plugin-mandate-common';
import { entityName } from '../entityName';
import { mandateInNamespaceRouteRef, mandateRouteRef } from '../routes';
import { mandateReactTranslationRef } from '../translation';

/**
 * "mandate core-services", linked to its page.
 *
 * @public
 */
export function MandateLink({ entityRef }: { readonly entityRef: string }) {
  const hrefOf = useMandateHref();
  const { t } = useTranslationRef(mandateReactTranslationRef);
  const text = t('decision.mandate', { name: entityName(entityRef) });
  const href = hrefOf(entityRef);
  return href === undefined ? (
    <span>{text}</span>
  ) : (
    <Link href={href}>{text}</Link>
  );
}

/**
 * Where the page of a mandate is, by its entity reference; undefined where the portal has none.
 *
 * @public
 */
export function useMandateHref(): (entityRef: string) => string | undefined {
  const ofDefault = useRouteRef(mandateRouteRef);
  const ofNamespace = useRouteRef(mandateInNamespaceRouteRef);
  return entityRef => {
    const { namespace, name } = mandateNameParts(entityRef);
    return isDefaultNamespace(namespace)
      ? ofDefault?.({ name })
      : ofNamespace?.({ namespace, name });
  };
}
