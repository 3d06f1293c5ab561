import { applyDefaults } from '@mandate/policy';
import { defaultDefined } from '../definitions/defaultDefined';
import {
  JsonObject,
  KubernetesObject,
  ManagedFieldsEntry,
} from '../model/KubernetesObject';
import {
  asJson,
  ensureObject,
  objectAt,
  setDefault,
} from '../model/jsonFields';
import {
  CUSTOM_RESOURCE_DEFINITIONS,
  JOBS,
  NAMESPACES,
  NODES,
  PERSISTENT_VOLUME_CLAIMS,
  PODS,
  REPLICA_SETS,
  SERVICES,
  STATEFUL_SETS,
} from '../resources/resourceTable';
import { ResourceType } from '../resources/ResourceType';
import { schemaOf } from '../schema/schema';

/** The status that new objects of some kinds begin with. */
const FIRST_STATUS = new Map<ResourceType, JsonObject>([
  [NAMESPACES, { phase: 'Active' }],
  [PERSISTENT_VOLUME_CLAIMS, { phase: 'Pending' }],
  [PODS, { phase: 'Pending' }],
  [REPLICA_SETS, { replicas: 0 }],
  [SERVICES, { loadBalancer: {} }],
  [STATEFUL_SETS, { replicas: 0 }],
]);

/** Kinds that admission completes when they are new, and that must not get the same again later. */
const COMPLETED_ONCE: readonly ResourceType[] = [NAMESPACES, NODES, PODS];

/** What new objects of some kinds get besides the defaults that need no cluster. */
const COMPLETERS = new Map<ResourceType, (object: JsonObject) => void>([
  [JOBS, selectOwnPods],
  [NAMESPACES, nameNamespace],
  [CUSTOM_RESOURCE_DEFINITIONS, nameDefinition],
]);

/** The object with what it leaves open filled in. Doing it twice changes nothing. */
export function defaultObject<T extends KubernetesObject>(
  type: ResourceType,
  object: T,
  isNew: boolean,
): T {
  if (!isNew && COMPLETED_ONCE.includes(type)) {
    return object;
  }
  if (type.defined) {
    defaultDefined(asJson(object), schemaOf(type));
    return object;
  }
  const { status } = asJson(object);
  // managed fields are large, and nothing in them is defaulted
  const { managedFields, ...metadata } = object.metadata;
  // safety: defaulting keeps the shape of a built-in kind, and adds to it
  const defaulted = applyDefaults({
    ...asJson(object),
    metadata,
  }) as unknown as T & JsonObject;
  if (status !== undefined) {
    asJson(defaulted).status = status;
  }
  restoreMetadata(defaulted, object, managedFields);
  if (isNew) {
    COMPLETERS.get(type)?.(defaulted);
  }
  const first = FIRST_STATUS.get(type);
  if (first) {
    setDefault(defaulted, 'status', { ...first });
  }
  return defaulted;
}

function restoreMetadata(
  defaulted: KubernetesObject,
  { metadata }: KubernetesObject,
  managedFields: ManagedFieldsEntry[] | undefined,
): void {
  defaulted.metadata.resourceVersion = metadata.resourceVersion;
  if (managedFields) {
    defaulted.metadata.managedFields = managedFields;
  }
}

function nameNamespace(namespace: JsonObject): void {
  const metadata = objectAt(namespace, 'metadata');
  ensureObject(metadata, 'labels')['kubernetes.io/metadata.name'] =
    metadata.name;
  setDefault(ensureObject(namespace, 'spec'), 'finalizers', ['kubernetes']);
}

function nameDefinition(definition: JsonObject): void {
  const names = ensureObject(objectAt(definition, 'spec'), 'names');
  setDefault(names, 'listKind', `${names.kind}List`);
  setDefault(names, 'singular', String(names.kind).toLowerCase());
  setDefault(objectAt(definition, 'spec'), 'conversion', { strategy: 'None' });
}

/** A job knows its pods by a label with its own identity, unless it says otherwise. */
function selectOwnPods(job: JsonObject): void {
  const { uid, name } = objectAt(job, 'metadata');
  const spec = objectAt(job, 'spec');
  if (spec.manualSelector || spec.selector || !spec.template) {
    return;
  }
  const labels = ensureObject(
    ensureObject(objectAt(spec, 'template'), 'metadata'),
    'labels',
  );
  labels['batch.kubernetes.io/controller-uid'] = uid;
  labels['batch.kubernetes.io/job-name'] = name;
  labels['controller-uid'] = uid;
  labels['job-name'] = name;
  spec.selector = {
    matchLabels: { 'batch.kubernetes.io/controller-uid': uid },
  };
}
