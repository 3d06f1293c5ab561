import {
  createFrontendPlugin,
  createRouteRef,
  PageBlueprint,
} from '@backstage/frontend-plugin-api';
import {
  EntityCardBlueprint,
  EntityContentBlueprint,
} from '@backstage/plugin-catalog-react/alpha';
import { RiServerLine } from '@remixicon/react';

/** Only what runs somewhere has health. */
const workloads = { kind: { $in: ['component', 'resource'] } };

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

const clustersRouteRef = createRouteRef();

const clustersPage = PageBlueprint.make({
  name: 'clusters',
  params: {
    path: '/clusters',
    title: 'Clusters',
    icon: <RiServerLine />,
    routeRef: clustersRouteRef,
    loader: () =>
      import('./clusters/ClustersPage').then(m => <m.ClustersPage />),
  },
});

/**
 * Cards for health, drift and releases, activity as a card and as a tab, what runs now as a tab, and the page of
 * clusters.
 *
 * @public
 */
export const operationsPlugin = createFrontendPlugin({
  pluginId: 'mandate-operations',
  title: 'Operations',
  info: { packageJson: () => import('../package.json') },
  extensions: [
    healthCard,
    driftCard,
    releasesCard,
    activityCard,
    activityContent,
    liveContent,
    clustersPage,
  ],
  routes: { clusters: clustersRouteRef },
});
