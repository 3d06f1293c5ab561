import { mockApis, renderInTestApp } from '@backstage/frontend-test-utils';
import { entityRouteRef } from '@backstage/plugin-catalog-react';
import type {
  AuthorizeResult,
  EvaluatePermissionRequest,
} from '@backstage/plugin-permission-common';
import type { MandateApi } from '@mandate/plugin-mandate-common';
import {
  approvalsRouteRef,
  calendarRouteRef,
  changesRouteRef,
  ledgerRouteRef,
  mandateApiRef,
  mandatesRouteRef,
} from '@mandate/plugin-mandate-react';
import type { JSX } from 'react';

/** Renders inside Backstage's test app, signed in, with a mandate backend that answers only what the test gives. */
export function renderWithMandate(
  element: JSX.Element,
  options: {
    readonly api: Partial<MandateApi>;
    readonly user?: string;
    readonly belongsTo?: string[];
    readonly url?: string;
    readonly mountPath?: string;
    /** What permissions come to; allowed unless given. */
    readonly authorize?: (
      request: EvaluatePermissionRequest,
    ) => AuthorizeResult.ALLOW | AuthorizeResult.DENY;
  },
) {
  const { api, user = 'user:default/sam', belongsTo = [], url = '/' } = options;
  return renderInTestApp(element, {
    initialRouteEntries: [url],
    mountPath: options.mountPath,
    mountedRoutes: {
      '/approvals': approvalsRouteRef,
      '/changes': changesRouteRef,
      '/mandates': mandatesRouteRef,
      '/calendar': calendarRouteRef,
      '/ledger': ledgerRouteRef,
      '/catalog/:namespace/:kind/:name': entityRouteRef,
    },
    apis: [
      [
        mandateApiRef,
        {
          listKillSwitches: async () => [],
          listDelegations: async () => [],
          listChanges: async () => ({ items: [], total: 0 }),
          listMandateReviews: async () => [],
          listMandateVersions: async () => [],
          listFailureRates: async () => [],
          getTrackRecord: async () => ({
            kinds: [],
            mayWiden: { allowed: false },
          }),
          getForecasts: async () => ({
            basis: 'rules' as const,
            words: 'Nothing was learned yet.',
            changes: 0,
            failures: 0,
          }),
          ...api,
        },
      ],
      mockApis.identity({
        userEntityRef: user,
        ownershipEntityRefs: [user, ...belongsTo],
      }),
      mockApis.permission({ authorize: options.authorize }),
    ],
  });
}
