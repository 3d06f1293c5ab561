import { createBackendPlugin } from '@backstage/backend-plugin-api';
import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import {
  type ClusterAccess,
  mandateChangeKindsExtensionPoint,
  mandateDetectorsExtensionPoint,
  mandateObservationExtensionPoint,
  mandatePreflightExtensionPoint,
  mandateTemplatesExtensionPoint,
} from '@mandate/plugin-mandate-node';
import mandateModuleKubernetes from '@mandate/plugin-mandate-backend-module-kubernetes';
import {
  type AnyChangeKind,
  ChangeKindRegistry,
} from '../../../kinds/ChangeKindRegistry';

/** What the module for Kubernetes brings, as it brings it to the plugin. */
export interface HostedKinds {
  readonly kinds: readonly AnyChangeKind[];
  readonly clusters: ClusterAccess;
  stop(): Promise<void>;
}

/** Lets the real module register with a host that only keeps what it gets. */
export async function hostKinds(kubeconfig: string): Promise<HostedKinds> {
  const registry = new ChangeKindRegistry();
  const accesses: ClusterAccess[] = [];
  const notUsed = () => {
    throw new Error('This host observes nothing.');
  };
  const host = createBackendPlugin({
    pluginId: 'mandate',
    register(registration) {
      registration.registerExtensionPoint(mandateChangeKindsExtensionPoint, {
        addChangeKind: kind => registry.add(kind),
        kind: () => undefined,
      });
      registration.registerExtensionPoint(mandateDetectorsExtensionPoint, {
        addDetector: () => {},
        addRemedy: () => {},
      });
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
        addPreflightSource: () => {},
      });
      registration.registerExtensionPoint(mandateTemplatesExtensionPoint, {
        setTemplateSource: () => {},
        setSchemaSource: () => {},
        setPackageRenderer: () => {},
        recorded: { versions: async () => [] },
      });
      registration.registerInit({ deps: {}, init: async () => {} });
    },
  });
  const backend = await startTestBackend({
    features: [
      host,
      mandateModuleKubernetes,
      mockServices.rootConfig.factory({
        data: {
          mandate: {
            clusters: [{ name: 'one', kubeconfig }],
            // Shorter than any real soak: what is verified is not what is tested here.
            kubernetes: { soakSeconds: 0.02 },
          },
        },
      }),
    ],
  });
  const [clusters] = accesses;
  if (!clusters) {
    throw new Error('The module connected no cluster.');
  }
  return { kinds: registry.all(), clusters, stop: () => backend.stop() };
}
