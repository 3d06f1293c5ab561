import {
  type BackendFeature,
  createBackendModule,
  createServiceFactory,
} from '@backstage/backend-plugin-api';
import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import type { JsonObject } from '@backstage/types';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { notificationService } from '@backstage/plugin-notifications-node';
import { signalsServiceRef } from '@backstage/plugin-signals-node';
import {
  type ClusterAccess,
  mandateChangeKindsExtensionPoint,
  mandateObservationExtensionPoint,
} from '@mandate/plugin-mandate-node';
import { mandatePlugin } from '../plugin';
import { exampleEntities } from './exampleEntities';
import { type FakeTarget, fakeChangeKind } from './fakeChangeKind';
import { exampleConfig } from './startKernel';

const emptyCluster: ClusterAccess = {
  clusters: () => ['one'],
  read: async () => undefined,
  list: async () => [],
  apply: async (_, object) => object,
  remove: async () => {},
  evict: async () => {},
  askService: async () => ({
    type: 'unreachable',
    words: 'There is no cluster.',
  }),
  readLog: async () => [],
  queryMetrics: async () => ({ type: 'not-configured' }),
  watch: async () => {},
};

/** The whole plugin in a test backend on SQLite, with a fake change kind and a cluster that holds nothing. */
export async function startBackend(
  options: {
    readonly config?: JsonObject;
    /** Services in place of the usual ones. */
    readonly features?: readonly BackendFeature[];
  } = {},
) {
  const world: FakeTarget = { version: '1.0.0' };
  const sent: unknown[] = [];
  const { server } = await startTestBackend({
    features: [
      mandatePlugin,
      fakeModule(world),
      mockServices.rootConfig.factory({
        data: { ...exampleConfig, ...options.config },
      }),
      catalogServiceMock.factory({ entities: [...exampleEntities] }),
      createServiceFactory({
        service: notificationService,
        deps: {},
        factory: () => ({
          send: async notification => {
            sent.push(notification);
          },
        }),
      }),
      createServiceFactory({
        service: signalsServiceRef,
        deps: {},
        factory: () => ({ publish: async () => {} }),
      }),
      ...(options.features ?? []),
    ],
  });
  return { server, world, sent };
}

function fakeModule(world: FakeTarget) {
  return createBackendModule({
    pluginId: 'mandate',
    moduleId: 'fake',
    register(env) {
      env.registerInit({
        deps: {
          kinds: mandateChangeKindsExtensionPoint,
          observation: mandateObservationExtensionPoint,
        },
        async init({ kinds, observation }) {
          kinds.addChangeKind(fakeChangeKind(world));
          observation.setClusterAccess(emptyCluster);
        },
      });
    },
  });
}
