import { createBackendPlugin } from '@backstage/backend-plugin-api';
import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import {
  type ClusterAccess,
  mandateChangeKindsExtensionPoint,
  mandateDetectorsExtensionPoint,
  mandateObservationExtensionPoint,
  mandatePreflightExtensionPoint,
  mandateTemplatesExtensionPoint,
  type TemplateSource,
} from '@mandate/plugin-mandate-node';
import { mandateModuleKubernetes } from './module';

it('connects the clusters and brings its kinds', async () => {
  const kinds: string[] = [];
  const detectors: string[] = [];
  const sources: TemplateSource[] = [];
  const preflights: string[] = [];
  const accesses: ClusterAccess[] = [];
  const plugin = createBackendPlugin({
    pluginId: 'mandate',
    register(registration) {
      registration.registerExtensionPoint(mandateChangeKindsExtensionPoint, {
        addChangeKind: ({ name }) => kinds.push(name),
        kind: () => undefined,
      });
      registration.registerExtensionPoint(mandateDetectorsExtensionPoint, {
        addDetector: ({ id }) => detectors.push(id),
        addRemedy: () => {},
      });
      const notUsed = () => {
        throw new Error('Not before the start.');
      };
      registration.registerExtensionPoint(mandateObservationExtensionPoint, {
        setClusterAccess: access => accesses.push(access),
        get clusters() {
          return notUsed();
        },
        get targets() {
          return notUsed();
        },
        limits: notUsed,
        pendingCosts: notUsed,
        authorizeRead: notUsed,
      });
      registration.registerExtensionPoint(mandatePreflightExtensionPoint, {
        addPreflightSource: ({ id }) => preflights.push(id),
      });
      registration.registerExtensionPoint(mandateTemplatesExtensionPoint, {
        setTemplateSource: source => sources.push(source),
        setSchemaSource: () => {},
        setPackageRenderer: () => {},
        recorded: { versions: notUsed },
      });
      registration.registerInit({ deps: {}, init: async () => {} });
    },
  });
  const backend = await startTestBackend({
    features: [
      plugin,
      mandateModuleKubernetes,
      mockServices.rootConfig.factory({
        data: {
          mandate: { clusters: [{ name: 'main', kubeconfig: 'nowhere' }] },
        },
      }),
    ],
  });
  expect(kinds).toEqual(expect.arrayContaining(['deploy', 'drain', 'quota']));
  expect(detectors).toEqual(['drift-main', 'retention-main']);
  expect(sources).toHaveLength(1);
  expect(preflights).toEqual(['backup']);
  expect(accesses.map(access => access.clusters())).toEqual([['main']]);
  await backend.stop();
});
