import { isJsonObject, JsonObject } from '../model/KubernetesObject';
import { objectAt, objectsAt, stringAt } from '../model/jsonFields';
import { LabelSelector, Pod } from '../model/workloads';
import { formatSelector } from '../resources/selectors';
import { Column, wide } from './Column';
import { age } from './duration';

/** What `kubectl get` shows where there is nothing. */
export const NONE = '<none>';

/** The wide columns of what has a pod template. */
export function templateColumns(): Column[] {
  const containers = (object: JsonObject) =>
    objectsAt(
      objectAt(objectAt(objectAt(object, 'spec'), 'template'), 'spec'),
      'containers',
    );
  return [
    wide('Containers', object =>
      containers(object)
        .map(it => stringAt(it, 'name'))
        .join(','),
    ),
    wide('Images', object =>
      containers(object)
        .map(it => stringAt(it, 'image'))
        .join(','),
    ),
    wide('Selector', object =>
      selectorText(objectAt(object, 'spec'), 'selector'),
    ),
  ];
}

export function createdAge(object: JsonObject, now: Date): string {
  return age(stringAt(objectAt(object, 'metadata'), 'creationTimestamp'), now);
}

export function asPod(object: JsonObject): Pod {
  // safety: only rows of PODS call this, and the store holds pods there
  return object as unknown as Pod;
}

export function statusCount(object: JsonObject, field: string): number {
  return Number(objectAt(object, 'status')[field] ?? 0);
}

export function desiredCount(object: JsonObject): number {
  return Number(objectAt(object, 'spec').replicas ?? 0);
}

export function dataCount(object: JsonObject): number {
  return (
    Object.keys(objectAt(object, 'data')).length +
    Object.keys(objectAt(object, 'binaryData')).length
  );
}

export function nodeStatus(object: JsonObject): string {
  const ready = objectsAt(objectAt(object, 'status'), 'conditions').find(
    it => it.type === 'Ready',
  );
  const names = [ready?.status === 'True' ? 'Ready' : 'NotReady'];
  if (objectAt(object, 'spec').unschedulable) {
    names.push('SchedulingDisabled');
  }
  return names.join(',');
}

export function nodeInfo(object: JsonObject, field: string): string {
  return stringAt(objectAt(objectAt(object, 'status'), 'nodeInfo'), field);
}

export function externalAddress(object: JsonObject): string {
  const spec = objectAt(object, 'spec');
  if (spec.type === 'ExternalName') {
    return stringAt(spec, 'externalName');
  }
  return spec.type === 'LoadBalancer' ? '<pending>' : NONE;
}

export function servicePorts(object: JsonObject): string {
  const ports = objectsAt(objectAt(object, 'spec'), 'ports').map(
    ({ port, nodePort, protocol }) =>
      `${port}${nodePort ? `:${nodePort}` : ''}/${protocol}`,
  );
  return ports.join(',') || NONE;
}

export function endpointList(object: JsonObject): string {
  const addresses = objectsAt(object, 'subsets').flatMap(subset =>
    objectsAt(subset, 'addresses').flatMap(address =>
      objectsAt(subset, 'ports').map(port => `${address.ip}:${port.port}`),
    ),
  );
  return addresses.join(',') || NONE;
}

export function involvedObject(object: JsonObject): string {
  const involved = objectAt(object, 'involvedObject');
  return `${stringAt(involved, 'kind').toLowerCase()}/${stringAt(
    involved,
    'name',
  )}`;
}

export function accessModes(object: JsonObject): string {
  const modes = objectAt(object, 'spec').accessModes;
  return Array.isArray(modes)
    ? modes.map(mode => String(mode).replace(/[a-z]/g, '')).join(',')
    : '';
}

export function scaleTarget(object: JsonObject): string {
  const target = objectAt(objectAt(object, 'spec'), 'scaleTargetRef');
  return `${stringAt(target, 'kind')}/${stringAt(target, 'name')}`;
}

export function labelList(labels: JsonObject): string {
  return (
    Object.entries(labels)
      .map(([key, value]) => `${key}=${value}`)
      .join(',') || NONE
  );
}

export function selectorText(spec: JsonObject, field: string): string {
  const selector = spec[field];
  // safety: the schema gave the selector its shape
  return (
    (isJsonObject(selector) &&
      formatSelector(selector as unknown as LabelSelector)) ||
    NONE
  );
}
