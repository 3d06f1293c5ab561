import { useRouteRef } from '@backstage/frontend-plugin-api';
import { Link } from '@backstage/ui';
import type { ReactNode } from 'react';
import { changeRouteRef } from '../routes';

/**
 * Links to a change's page; plain text in a portal without that page.
 *
 * @public
 */
export function ChangeLink(props: {
  readonly id: string;
  readonly children: ReactNode;
}) {
  const changeRoute = useRouteRef(changeRouteRef);
  return changeRoute ? (
    <Link href={changeRoute({ id: props.id })}>{props.children}</Link>
  ) : (
    <span>{props.children}</span>
  );
}
