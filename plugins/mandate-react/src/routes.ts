import {
  createRouteRef,
  createSubRouteRef,
} from '@backstage/frontend-plugin-api';

/** The inbox of what waits for approval. */
export const approvalsRouteRef = createRouteRef();
/** The list of changes. */
export const changesRouteRef = createRouteRef();
/** One change with its story. */
export const changeRouteRef = createSubRouteRef({
  parent: changesRouteRef,
  path: '/:id',
});
/** The list of mandates. */
export const mandatesRouteRef = createRouteRef();
/** One mandate. */
export const mandateRouteRef = createSubRouteRef({
  parent: mandatesRouteRef,
  path: '/:name',
});
/** The ledger; `?entry=<index>` opens an entry. */
export const ledgerRouteRef = createRouteRef();
