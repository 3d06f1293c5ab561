import { type Fields, fieldsAt } from '@mandate/plugin-mandate-node';
import {
  type ClusterObject,
  RUN_ANNOTATION,
} from '@mandate/plugin-mandate-common';

import { INTENT_ANNOTATION } from './intent';

const KEPT_METADATA = ['name', 'namespace', 'labels', 'annotations'];
const DROPPED_ANNOTATIONS = [
  RUN_ANNOTATION,
  INTENT_ANNOTATION,
  'deployment.kubernetes.io/revision',
  'kubectl.kubernetes.io/last-applied-configuration',
];
/** Chosen by the server, and by each dry run anew: in a plan they would change its digest. */
const ALLOCATED_SERVICE_FIELDS = [
  'clusterIP',
  'clusterIPs',
  'ipFamilies',
  'ipFamilyPolicy',
  'healthCheckNodePort',
];

/** Made of the uid of a Job, which no other Job may have. */
const GENERATED_JOB_LABELS = [
  'controller-uid',
  'job-name',
  'batch.kubernetes.io/controller-uid',
  'batch.kubernetes.io/job-name',
];

/** The object as a person would write it: without status, and without what the server sets by itself. */
export function cleanManifest(object: ClusterObject): ClusterObject {
  const { status: _status, ...rest } = object;
  return {
    ...rest,
    metadata: cleanMetadata(object),
    ...(object.spec === undefined ? {} : { spec: cleanSpec(object) }),
  };
}

function cleanMetadata(object: ClusterObject): ClusterObject['metadata'] {
  const { name, ...kept } = pick(object.metadata, KEPT_METADATA);
  const annotations = omit(
    object.metadata.annotations ?? {},
    DROPPED_ANNOTATIONS,
  );
  const { annotations: _annotations, ...others } = kept;
  return {
    ...others,
    name: object.metadata.name,
    ...(Object.keys(annotations).length > 0 ? { annotations } : {}),
  };
}

function cleanSpec(object: ClusterObject): Fields {
  const spec = fieldsAt(object, 'spec');
  if (object.kind === 'Namespace') {
    return {};
  }
  if (object.kind === 'Service' && spec.clusterIP !== 'None') {
    return omit(spec, ALLOCATED_SERVICE_FIELDS);
  }
  const cleaned = withoutNull(spec);
  return object.kind === 'Job' && spec.manualSelector !== true
    ? withoutGenerated(cleaned)
    : cleaned;
}

function withoutGenerated(spec: Fields): Fields {
  const { selector: _selector, ...kept } = spec;
  const metadata = fieldsAt(spec, 'template', 'metadata');
  const labels = omit(fieldsAt(metadata, 'labels'), GENERATED_JOB_LABELS);
  const { labels: _labels, ...others } = metadata;
  return {
    ...kept,
    template: {
      ...fieldsAt(spec, 'template'),
      metadata: {
        ...others,
        ...(Object.keys(labels).length > 0 ? { labels } : {}),
      },
    },
  };
}

/** The server answers `creationTimestamp: null` within pod templates. */
function withoutNull(spec: Fields): Fields {
  return Object.fromEntries(
    Object.entries(spec).flatMap(([key, value]) => {
      if (value === null) {
        return [];
      }
      const isMapping = typeof value === 'object' && !Array.isArray(value);
      return [
        [key, isMapping ? withoutNull(fieldsAt({ value }, 'value')) : value],
      ];
    }),
  );
}

function pick<T extends object>(value: T, keys: readonly string[]): Partial<T> {
  return Object.fromEntries(
    Object.entries(value).filter(([key]) => keys.includes(key)),
  ) as Partial<T>; // safety: a subset of the object's own entries
}

function omit<V>(
  value: Readonly<Record<string, V>>,
  keys: readonly string[],
): Readonly<Record<string, V>> {
  return Object.fromEntries(
    Object.entries(value).filter(([key]) => !keys.includes(key)),
  );
}
