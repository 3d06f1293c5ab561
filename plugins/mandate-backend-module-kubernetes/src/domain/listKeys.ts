import { type Fields, isFields } from '@mandate/plugin-mandate-node';

/**
 * Keys of the lists that the API server merges by element; every other list is one value. From the
 * `x-kubernetes-list-map-keys` of the kinds we apply, Kubernetes 1.36.
 */
const LIST_KEYS: Readonly<Record<string, readonly (readonly string[])[]>> = {
  containers: [['name']],
  initContainers: [['name']],
  ephemeralContainers: [['name']],
  env: [['name']],
  volumes: [['name']],
  volumeMounts: [['mountPath']],
  volumeDevices: [['devicePath']],
  imagePullSecrets: [['name']],
  hostAliases: [['ip']],
  topologySpreadConstraints: [['topologyKey', 'whenUnsatisfiable']],
  ports: [
    ['containerPort', 'protocol'],
    ['port', 'protocol'],
  ],
};

/** What the API server assumes for a key that is left out. */
const DEFAULTS: Readonly<Record<string, unknown>> = { protocol: 'TCP' };

/** Names an element of a list that merges by element; nothing for lists that are one value. */
export function elementKey(
  listName: string,
  element: unknown,
): string | undefined {
  const alternatives = Object.hasOwn(LIST_KEYS, listName)
    ? LIST_KEYS[listName]
    : [];
  const names = isFields(element)
    ? alternatives.find(keys => Object.hasOwn(element, keys[0]))
    : undefined;
  return names && isFields(element) ? keyOf(names, element) : undefined;
}

/** The list's elements by key, or nothing when it is one value. */
export function elementsByKey(
  listName: string,
  list: readonly unknown[],
): ReadonlyMap<string, Fields> | undefined {
  const elements = new Map<string, Fields>();
  for (const element of list) {
    const key = elementKey(listName, element);
    if (key === undefined || !isFields(element)) {
      return undefined;
    }
    elements.set(key, element);
  }
  return elements;
}

function keyOf(names: readonly string[], element: Fields): string {
  return names
    .map(name => JSON.stringify(element[name] ?? DEFAULTS[name] ?? null))
    .join('/');
}
