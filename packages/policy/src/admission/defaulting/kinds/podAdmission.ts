import {
  type JsonObject,
  objectsAt,
  setDefault,
  setDefaults,
  stringAt,
} from '../jsonObject';
import { mirrorServiceAccount } from './podSpec';

/** Where containers find the token of the pod's service account. */
const tokenPath = '/var/run/secrets/kubernetes.io/serviceaccount';

/** The API server ends this name with five random characters. */
const tokenVolumeName = 'kube-api-access-xxxxx';

const systemPriorities: Readonly<Record<string, number>> = {
  '': 0,
  'system-cluster-critical': 2_000_000_000,
  'system-node-critical': 2_000_001_000,
};

/**
 * What the admission plugins of every cluster add to a pod: the default service account with its token, the priority,
 * and how long the pod stays on a node that fails. Priority classes, runtime classes and limit ranges are a cluster's own.
 */
export function admitPod(spec: JsonObject): void {
  setDefault(spec, 'serviceAccountName', 'default');
  mirrorServiceAccount(spec);
  if (spec.automountServiceAccountToken !== false) {
    mountToken(spec);
  }
  const priority = systemPriorities[stringAt(spec, 'priorityClassName')];
  if (priority !== undefined) {
    setDefaults(spec, { priority, preemptionPolicy: 'PreemptLowerPriority' });
  }
  for (const condition of ['not-ready', 'unreachable']) {
    tolerate(spec, `node.kubernetes.io/${condition}`);
  }
}

function mountToken(spec: JsonObject): void {
  let mounted = false;
  for (const list of ['initContainers', 'containers']) {
    for (const container of objectsAt(spec, list)) {
      const mounts = objectsAt(container, 'volumeMounts');
      if (mounts.every(mount => mount.mountPath !== tokenPath)) {
        container.volumeMounts = [
          ...mounts,
          { name: tokenVolumeName, mountPath: tokenPath, readOnly: true },
        ];
        mounted = true;
      }
    }
  }
  if (mounted) {
    spec.volumes = [...objectsAt(spec, 'volumes'), tokenVolume()];
  }
}

function tokenVolume(): JsonObject {
  return {
    name: tokenVolumeName,
    projected: {
      defaultMode: 0o644,
      sources: [
        { serviceAccountToken: { expirationSeconds: 3607, path: 'token' } },
        {
          configMap: {
            name: 'kube-root-ca.crt',
            items: [{ key: 'ca.crt', path: 'ca.crt' }],
          },
        },
        {
          downwardAPI: {
            items: [
              {
                path: 'namespace',
                fieldRef: { apiVersion: 'v1', fieldPath: 'metadata.namespace' },
              },
            ],
          },
        },
      ],
    },
  };
}

function tolerate(spec: JsonObject, key: string): void {
  const tolerations = objectsAt(spec, 'tolerations');
  const isTolerated = tolerations.some(
    toleration =>
      ['', key].includes(stringAt(toleration, 'key')) &&
      ['', 'NoExecute'].includes(stringAt(toleration, 'effect')),
  );
  if (!isTolerated) {
    spec.tolerations = [
      ...tolerations,
      {
        key,
        operator: 'Exists',
        effect: 'NoExecute',
        tolerationSeconds: 300,
      },
    ];
  }
}
