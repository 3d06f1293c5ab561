import { pullPolicyOf } from '../imageTag';
import {
  hasMembers,
  type JsonObject,
  objectAt,
  objectsAt,
  setDefault,
  setDefaults,
  stringAt,
} from '../jsonObject';

const probes = ['livenessProbe', 'readinessProbe', 'startupProbe'];

/** Containers of every sort get these, in pods and templates alike. */
export function defaultContainer(container: JsonObject): void {
  setDefaults(container, {
    imagePullPolicy: pullPolicyOf(stringAt(container, 'image')),
    terminationMessagePath: '/dev/termination-log',
    terminationMessagePolicy: 'File',
  });
  for (const port of objectsAt(container, 'ports')) {
    setDefault(port, 'protocol', 'TCP');
  }
  for (const variable of objectsAt(container, 'env')) {
    const source = objectAt(variable, 'valueFrom');
    defaultFieldRef(source);
    const fileKey = objectAt(source, 'fileKeyRef');
    if (fileKey) {
      setDefault(fileKey, 'optional', false);
    }
  }
  for (const probe of probes) {
    defaultProbe(objectAt(container, probe));
  }
  for (const hook of ['postStart', 'preStop']) {
    defaultHttpGet(objectAt(objectAt(container, 'lifecycle'), hook));
  }
}

/** A reference to a field of the pod means its version 1. */
export function defaultFieldRef(source: JsonObject | undefined): void {
  const reference = objectAt(source, 'fieldRef');
  if (reference) {
    setDefault(reference, 'apiVersion', 'v1');
  }
}

/** Only in pods: what is limited is also requested, unless the request says otherwise. */
export function requestLimits(container: JsonObject): void {
  const resources = objectAt(container, 'resources');
  const limits = objectAt(resources, 'limits');
  if (resources && hasMembers(limits)) {
    resources.requests = { ...limits, ...objectAt(resources, 'requests') };
  }
}

function defaultProbe(probe: JsonObject | undefined): void {
  if (!probe) {
    return;
  }
  setDefaults(probe, {
    timeoutSeconds: 1,
    periodSeconds: 10,
    successThreshold: 1,
    failureThreshold: 3,
  });
  defaultHttpGet(probe);
  const grpc = objectAt(probe, 'grpc');
  if (grpc) {
    setDefault(grpc, 'service', '');
  }
}

function defaultHttpGet(handler: JsonObject | undefined): void {
  const httpGet = objectAt(handler, 'httpGet');
  if (httpGet) {
    setDefaults(httpGet, { path: '/', scheme: 'HTTP' });
  }
}
