import {
  createRouteRef,
  createSubRouteRef,
} from '@backstage/frontend-plugin-api';

/** The page of clusters. */
export const clustersRouteRef = createRouteRef();

/** Below it, where embedded clusters are broken on purpose. */
export const developmentRouteRef = createSubRouteRef({
  parent: clustersRouteRef,
  path: '/development',
});
