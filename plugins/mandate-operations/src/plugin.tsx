import {
  ApiBlueprint,
  createFrontendPlugin,
  discoveryApiRef,
  fetchApiRef,
  PageBlueprint,
} from '@backstage/frontend-plugin-api';
import {
  EntityCardBlueprint,
  EntityContentBlueprint,
} from '@backstage/plugin-catalog-react/alpha';
import { DevelopmentClient } from '@mandate/plugin-mandate-common';
import { RiServerLine } from '@remixicon/react';
import { developmentApiRef } from './development/developmentApiRef';
import { clustersRouteRef, developmentRouteRef } from './routes';

/** Only what runs somewhere has health. */
const workloads = { kind: { $in: ['component', 'resource'] } };

const developmentApi = ApiBlueprint.make({
  name: 'development',
  params: defineParams =>
    defineParams({
      api: developmentApiRef,
      deps: { discoveryApi: discoveryApiRef, fetchApi: fetchApiRef },
      factory: ({ discoveryApi, fetchApi }) =>
        new DevelopmentClient({ discoveryApi, fetchApi }),
    }),
});

const healthCard = EntityCardBlueprint.make({
  name: 'health',
  params: {
    type: 'content',
    filter: workloads,
    loader: () => import('./health/HealthCard').then(m => <m.HealthCard />),
  },
});

const driftCard = EntityCardBlueprint.make({
  name: 'drift',
  params: {
    type: 'content',
    filter: workloads,
    loader: () => import('./drift/DriftCard').then(m => <m.DriftCard />),
  },
});

const releasesCard = EntityCardBlueprint.make({
  name: 'releases',
  params: {
    type: 'content',
    filter: workloads,
    loader: () =>
      import('./releases/ReleasesCard').then(m => <m.ReleasesCard />),
  },
});

const activityCard = EntityCardBlueprint.make({
  name: 'activity',
  params: {
    type: 'content',
    filter: workloads,
    loader: () =>
      import('./activity/ActivityCard').then(m => <m.ActivityCard />),
  },
});

const activityContent = EntityContentBlueprint.make({
  name: 'activity',
  params: {
    path: '/activity',
    title: 'Activity',
    group: 'operation',
    filter: workloads,
    loader: () =>
      import('./activity/ActivityContent').then(m => <m.ActivityContent />),
  },
});

const liveContent = EntityContentBlueprint.make({
  name: 'live',
  params: {
    path: '/live',
    title: 'Live',
    group: 'operation',
    filter: workloads,
    loader: () => import('./live/LiveContent').then(m => <m.LiveContent />),
  },
});

const clustersPage = PageBlueprint.make({
  name: 'clusters',
  params: {
    path: '/clusters',
    title: 'Clusters',
    icon: <RiServerLine />,
    routeRef: clustersRouteRef,
    loader: () =>
      import('./clusters/ClustersRouter').then(m => <m.ClustersRouter />),
  },
});

/**
 * Cards for health, drift and releases, activity as a card and as a tab, what runs now as a tab, and the page of
 * clusters, from where embedded ones can be broken on purpose in development.
 *
 * @public
 */
export const operationsPlugin = createFrontendPlugin({
  pluginId: 'mandate-operations',
  title: 'Operations',
  info: { packageJson: () => import('../package.json') },
  extensions: [
    developmentApi,
    healthCard,
    driftCard,
    releasesCard,
    activityCard,
    activityContent,
    liveContent,
    clustersPage,
  ],
  routes: { clusters: clustersRouteRef, development: developmentRouteRef },
});
