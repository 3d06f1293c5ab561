import { usePermission } from '@backstage/plugin-permission-react';
import { changeProposePermission } from '@mandate/plugin-mandate-common';
import type { ReactNode } from 'react';

/** What proposes a change. Nothing for those who may not propose: they would be refused after they said why. */
export function MayPropose({ children }: { readonly children: ReactNode }) {
  const { allowed } = usePermission({ permission: changeProposePermission });
  return allowed ? <>{children}</> : null;
}
