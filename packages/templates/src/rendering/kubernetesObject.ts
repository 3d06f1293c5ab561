import { isJsonObject, JsonObject, JsonValue, ownValue } from '../json';
import { JsonPath } from '../path';

/**
 * A namespaced Kubernetes object, as a template renders it.
 *
 * @public
 */
export type KubernetesObject = JsonObject & {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: JsonObject & {
    readonly name: string;
    readonly namespace: string;
    readonly labels?: Readonly<Record<string, string>>;
    readonly annotations?: Readonly<Record<string, string>>;
  };
};

/** The object in its namespace, or what keeps it from being one. */
export type PlaceObjectResult =
  | { readonly ok: true; readonly object: KubernetesObject }
  | { readonly ok: false; readonly path: JsonPath; readonly message: string };

/** Puts a rendered value into the instance's namespace; one that names another namespace is refused. */
export function placeObject(
  value: JsonObject,
  namespace: string,
): PlaceObjectResult {
  const { apiVersion, kind, metadata } = value;
  if (typeof apiVersion !== 'string' || typeof kind !== 'string') {
    return refused([], 'apiVersion and kind must be texts.');
  }
  if (!isJsonObject(metadata)) {
    return refused(['metadata'], 'metadata is required.');
  }
  const { name } = metadata;
  if (typeof name !== 'string' || !isObjectName(name)) {
    return refused(
      ['metadata', 'name'],
      `${JSON.stringify(
        name ?? null,
      )} is no name for an object. Use at most 253 small letters, digits, "-" and ".".`,
    );
  }
  const own = ownValue(metadata, 'namespace') ?? namespace;
  if (own !== namespace) {
    return refused(
      ['metadata', 'namespace'],
      `The object would go to the namespace ${JSON.stringify(
        own,
      )}, but the instance lives in ${namespace}.`,
    );
  }
  for (const field of ['labels', 'annotations']) {
    const bad = notTexts(metadata[field]);
    if (bad !== undefined) {
      return refused(['metadata', field, bad], 'The value must be a text.');
    }
  }
  return {
    ok: true,
    object: {
      ...value,
      apiVersion,
      kind,
      // safety: that labels and annotations map to texts was checked above.
      metadata: {
        ...metadata,
        name,
        namespace,
      } as KubernetesObject['metadata'],
    },
  };
}

function isObjectName(name: string): boolean {
  return (
    name.length <= 253 &&
    name
      .split('.')
      .every(label => /^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/.test(label))
  );
}

function notTexts(map: JsonValue | undefined): string | undefined {
  return isJsonObject(map)
    ? Object.keys(map).find(key => typeof map[key] !== 'string')
    : undefined;
}

function refused(path: JsonPath, message: string): PlaceObjectResult {
  return { ok: false, path, message };
}
