import { JsonObject } from '../model/KubernetesObject';
import {
  ensureObject,
  objectAt,
  objectsAt,
  setDefault,
  stringAt,
} from '../model/jsonFields';

const PROBES = ['livenessProbe', 'readinessProbe', 'startupProbe'];
const FILE_MODE = 0o644;

/** Fills in what a pod's specification leaves open, in a pod as in a pod template. */
export function defaultPodSpec(spec: JsonObject): void {
  setDefault(spec, 'restartPolicy', 'Always');
  setDefault(spec, 'terminationGracePeriodSeconds', 30);
  setDefault(spec, 'dnsPolicy', 'ClusterFirst');
  setDefault(spec, 'securityContext', {});
  setDefault(spec, 'schedulerName', 'default-scheduler');
  const account = spec.serviceAccountName ?? spec.serviceAccount;
  if (account) {
    spec.serviceAccountName = account;
    spec.serviceAccount = account;
  }
  for (const list of ['initContainers', 'containers']) {
    objectsAt(spec, list).forEach(defaultContainer);
  }
  objectsAt(spec, 'volumes').forEach(defaultVolume);
}

/** What the API server adds to a pod, but not to a template. */
export function defaultPod(spec: JsonObject): void {
  setDefault(spec, 'enableServiceLinks', true);
  setDefault(spec, 'serviceAccountName', 'default');
  setDefault(spec, 'serviceAccount', spec.serviceAccountName);
  setDefault(spec, 'preemptionPolicy', 'PreemptLowerPriority');
  setDefault(spec, 'priority', 0);
  setDefault(
    spec,
    'tolerations',
    ['not-ready', 'unreachable'].map(condition => ({
      key: `node.kubernetes.io/${condition}`,
      operator: 'Exists',
      effect: 'NoExecute',
      tolerationSeconds: 300,
    })),
  );
  for (const list of ['initContainers', 'containers']) {
    for (const container of objectsAt(spec, list)) {
      defaultRequests(objectAt(container, 'resources'));
    }
  }
}

function defaultContainer(container: JsonObject): void {
  const image = stringAt(container, 'image');
  setDefault(
    container,
    'imagePullPolicy',
    isLatest(image) ? 'Always' : 'IfNotPresent',
  );
  setDefault(container, 'terminationMessagePath', '/dev/termination-log');
  setDefault(container, 'terminationMessagePolicy', 'File');
  setDefault(container, 'resources', {});
  for (const port of objectsAt(container, 'ports')) {
    setDefault(port, 'protocol', 'TCP');
  }
  for (const variable of objectsAt(container, 'env')) {
    const fieldRef = objectAt(objectAt(variable, 'valueFrom'), 'fieldRef');
    setDefault(fieldRef, 'apiVersion', 'v1');
  }
  for (const probe of PROBES) {
    if (container[probe]) {
      defaultProbe(ensureObject(container, probe));
    }
  }
}

function defaultProbe(probe: JsonObject): void {
  setDefault(probe, 'timeoutSeconds', 1);
  setDefault(probe, 'periodSeconds', 10);
  setDefault(probe, 'successThreshold', 1);
  setDefault(probe, 'failureThreshold', 3);
  if (probe.httpGet) {
    setDefault(objectAt(probe, 'httpGet'), 'path', '/');
    setDefault(objectAt(probe, 'httpGet'), 'scheme', 'HTTP');
  }
  if (probe.grpc) {
    setDefault(objectAt(probe, 'grpc'), 'service', '');
  }
}

function defaultVolume(volume: JsonObject): void {
  for (const source of ['configMap', 'secret', 'projected', 'downwardAPI']) {
    if (volume[source]) {
      setDefault(objectAt(volume, source), 'defaultMode', FILE_MODE);
    }
  }
  if (volume.hostPath) {
    setDefault(objectAt(volume, 'hostPath'), 'type', '');
  }
  if (Object.keys(volume).length === 1) {
    volume.emptyDir = {};
  }
}

function defaultRequests(resources: JsonObject): void {
  for (const [name, limit] of Object.entries(objectAt(resources, 'limits'))) {
    setDefault(ensureObject(resources, 'requests'), name, limit);
  }
}

function isLatest(image: string): boolean {
  const lastPart = image.slice(image.lastIndexOf('/') + 1);
  return !lastPart.includes('@') && /(^[^:]*|:latest)$/.test(lastPart);
}
