import { KubernetesObject } from '../model/KubernetesObject';
import { quantityOf } from '../model/quantity';
import { Container, Pod } from '../model/workloads';
import { PODS } from '../resources/resourceTable';
import { ResourceType } from '../resources/ResourceType';

/** What a quota counts under each key: objects of a kind, or what pods ask for. */
const OBJECT_KEYS = [
  'configmaps',
  'persistentvolumeclaims',
  'pods',
  'resourcequotas',
  'secrets',
  'services',
];
const POD_KEY = /^(?:(requests|limits)\.)?(cpu|memory|ephemeral-storage)$/;

/** How much of one key of a quota an object uses; 0 when the key is not about its kind. */
export function usageOf(
  key: string,
  type: ResourceType,
  object: KubernetesObject,
): number {
  if (type === PODS) {
    // safety: PODS holds pods, and the schema was checked
    return podUsage(key, object as Pod);
  }
  const name = type.group ? `${type.plural}.${type.group}` : type.plural;
  const counts =
    key === `count/${name}` || (key === name && OBJECT_KEYS.includes(key));
  return counts ? 1 : 0;
}

/** Whether the objects of a kind can count under a key. */
export function isCounted(key: string, type: ResourceType): boolean {
  const name = type.group ? `${type.plural}.${type.group}` : type.plural;
  return (
    key === `count/${name}` || key === name || (type === PODS && isPodKey(key))
  );
}

/** Names of the containers that do not say how much of a key they ask for. */
export function silentContainers(key: string, pod: Pod): string[] {
  return isPodKey(key)
    ? pod.spec.containers
        .filter(container => amount(key, container) === undefined)
        .map(container => container.name)
    : [];
}

function podUsage(key: string, pod: Pod): number {
  const phase = pod.status?.phase;
  if (phase === 'Succeeded' || phase === 'Failed') {
    return key === 'count/pods' ? 1 : 0;
  }
  if (key === 'pods' || key === 'count/pods') {
    return 1;
  }
  return isPodKey(key)
    ? pod.spec.containers.reduce(
        (sum, container) => sum + quantityOf(amount(key, container)),
        0,
      )
    : 0;
}

function amount(key: string, { resources }: Container) {
  const [, part = 'requests', resource] = POD_KEY.exec(key) ?? [];
  return part === 'limits'
    ? resources?.limits?.[resource]
    : resources?.requests?.[resource];
}

function isPodKey(key: string): boolean {
  return POD_KEY.test(key);
}
