import {
  ensureObject,
  type JsonObject,
  objectAt,
  objectsAt,
  setDefault,
} from '../jsonObject';

/** A secret: what is given in plain text is encoded. */
export function defaultSecret(secret: JsonObject): void {
  setDefault(secret, 'type', 'Opaque');
  const plain = Object.entries(objectAt(secret, 'stringData') ?? {});
  for (const [key, value] of plain) {
    if (typeof value === 'string') {
      ensureObject(secret, 'data')[key] = toBase64(value);
    }
  }
  delete secret.stringData;
}

/** A namespace carries its name as a label, so that selectors can name it. */
export function defaultNamespace(namespace: JsonObject): void {
  const metadata = ensureObject(namespace, 'metadata');
  if (metadata.name !== undefined) {
    ensureObject(metadata, 'labels')['kubernetes.io/metadata.name'] =
      metadata.name;
  }
  const spec = ensureObject(namespace, 'spec');
  const finalizers = Array.isArray(spec.finalizers) ? spec.finalizers : [];
  if (!finalizers.includes('kubernetes')) {
    spec.finalizers = [...finalizers, 'kubernetes'];
  }
  namespace.status = { phase: 'Active' };
}

/** Limits for containers: a maximum is also the default, a default limit also the default request. */
export function defaultLimitRange(range: JsonObject): void {
  for (const item of objectsAt(objectAt(range, 'spec'), 'limits')) {
    if (item.type === 'Container') {
      item.default = { ...objectAt(item, 'max'), ...objectAt(item, 'default') };
      item.defaultRequest = {
        ...objectAt(item, 'min'),
        ...objectAt(item, 'default'),
        ...objectAt(item, 'defaultRequest'),
      };
    }
  }
}

/** A priority class. */
export function defaultPriorityClass(priorityClass: JsonObject): void {
  setDefault(priorityClass, 'preemptionPolicy', 'PreemptLowerPriority');
}

function toBase64(text: string): string {
  return btoa(String.fromCharCode(...new TextEncoder().encode(text)));
}
