import { isJsonObject, JsonObject, JsonValue } from '../json';

/** What the control plane marks a Job's own pods with. */
const JOB_LABELS: ReadonlySet<string> = new Set([
  'batch.kubernetes.io/controller-uid',
  'batch.kubernetes.io/job-name',
  'controller-uid',
  'job-name',
]);

/**
 * The `spec` of a live object without what the cluster gave this one and could give no other: addresses, ports of nodes, the
 * bound volume, a Job's own selector. Kubernetes lets an object have some of them for good and refuses them in a second one.
 */
export function withoutServerFields(object: JsonObject): JsonObject {
  const { spec } = object;
  return isJsonObject(spec)
    ? { ...object, spec: specOf(String(object.kind), spec) }
    : object;
}

function specOf(kind: string, spec: JsonObject): JsonObject {
  switch (kind) {
    case 'Service':
      return serviceSpec(spec);
    case 'PersistentVolumeClaim':
      return without(spec, ['volumeName']);
    case 'Job':
      return spec.manualSelector === true ? spec : jobSpec(spec);
    default:
      return spec;
  }
}

/** A headless Service says so by `clusterIP: None`, which no server chose. */
function serviceSpec(spec: JsonObject): JsonObject {
  const { ports } = spec;
  return {
    ...without(spec, [
      'clusterIPs',
      'healthCheckNodePort',
      'ipFamilies',
      ...(spec.clusterIP === 'None' ? [] : ['clusterIP']),
    ]),
    ...(Array.isArray(ports) && {
      ports: ports.map((port: JsonValue) =>
        isJsonObject(port) ? without(port, ['nodePort']) : port,
      ),
    }),
  };
}

function jobSpec(spec: JsonObject): JsonObject {
  const { template } = spec;
  const metadata = isJsonObject(template) ? template.metadata : undefined;
  const labels = isJsonObject(metadata) ? metadata.labels : undefined;
  return {
    ...without(spec, ['selector']),
    ...(isJsonObject(template) &&
      isJsonObject(metadata) &&
      isJsonObject(labels) && {
        template: {
          ...template,
          metadata: { ...metadata, labels: without(labels, [...JOB_LABELS]) },
        },
      }),
  };
}

function without(object: JsonObject, names: readonly string[]): JsonObject {
  return Object.fromEntries(
    Object.entries(object).filter(([name]) => !names.includes(name)),
  );
}
