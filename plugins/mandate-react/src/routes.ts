import {
  createRouteRef,
  createSubRouteRef,
} from '@backstage/frontend-plugin-api';

/**
 * The inbox of what waits for approval.
 *
 * @public
 */
export const approvalsRouteRef = createRouteRef();
/**
 * The list of changes.
 *
 * @public
 */
export const changesRouteRef = createRouteRef();
/**
 * One change with its story.
 *
 * @public
 */
export const changeRouteRef = createSubRouteRef({
  parent: changesRouteRef,
  path: '/:id',
});
/**
 * Sets of changes.
 *
 * @public
 */
export const changeSetsRouteRef = createSubRouteRef({
  parent: changesRouteRef,
  path: '/sets',
});
/**
 * One set of changes.
 *
 * @public
 */
export const changeSetRouteRef = createSubRouteRef({
  parent: changesRouteRef,
  path: '/sets/:id',
});
/**
 * Messages that could not be delivered.
 *
 * @public
 */
export const undeliveredRouteRef = createSubRouteRef({
  parent: changesRouteRef,
  path: '/undelivered',
});
/**
 * The list of mandates.
 *
 * @public
 */
export const mandatesRouteRef = createRouteRef();
/**
 * One mandate of the namespace `default`.
 *
 * @public
 */
export const mandateRouteRef = createSubRouteRef({
  parent: mandatesRouteRef,
  path: '/:name',
});
/**
 * One mandate of another namespace.
 *
 * @public
 */
export const mandateInNamespaceRouteRef = createSubRouteRef({
  parent: mandatesRouteRef,
  path: '/:namespace/:name',
});
/**
 * The form for a new mandate; `?start=…` names what it starts from.
 *
 * @public
 */
export const newMandateRouteRef = createSubRouteRef({
  parent: mandatesRouteRef,
  path: '/drafts/new',
});
/**
 * The approved templates, found by what is needed.
 *
 * @public
 */
export const templatesRouteRef = createRouteRef();
/**
 * One template with its versions, its instances and their upgrade.
 *
 * @public
 */
export const templateRouteRef = createSubRouteRef({
  parent: templatesRouteRef,
  path: '/:name',
});
/**
 * Windows, freezes, planned and running changes.
 *
 * @public
 */
export const calendarRouteRef = createRouteRef();
/**
 * The ledger; `?entry=<index>` opens an entry.
 *
 * @public
 */
export const ledgerRouteRef = createRouteRef();
