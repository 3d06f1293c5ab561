import { compareObjects, fieldsOf } from '../apply/compareObjects';
import {
  FieldTree,
  formatPath,
  intersectTrees,
  isEmptyTree,
  memberPaths,
  subtractTrees,
  treesEqual,
  unionTrees,
} from '../apply/fieldTree';
import { mergeObjects, removeFields } from '../apply/mergeObjects';
import {
  cloneJson,
  JsonObject,
  KubernetesObject,
} from '../model/KubernetesObject';
import { objectAt } from '../model/jsonFields';
import {
  apiVersionOf,
  ObjectKey,
  ResourceType,
} from '../resources/ResourceType';
import { schemaOf } from '../schema/schema';
import { ApiError, badRequest, StatusCause } from './ApiError';
import {
  decodeManagedFields,
  encodeManagedFields,
  ManagedFields,
  ownedPart,
} from './managedFields';
import { timestamp } from './newObject';
import type { ObjectApi, WriteOptions } from './ObjectApi';

/** How a configuration is applied. */
export interface ApplyOptions
  extends Pick<WriteOptions, 'manager' | 'dryRun' | 'user' | 'warn'> {
  /** Take fields from other managers instead of failing. */
  readonly force: boolean;
  readonly subresource?: 'status';
}

/**
 * Server-side apply: the manager's configuration is merged into the object, what the manager applied before and no longer does
 * is removed unless another manager owns it too, and a field that another manager set to another value is a conflict.
 *
 * @throws ApiError 409 with a `FieldManagerConflict` cause per field
 */
export function applyObject(
  objects: ObjectApi,
  type: ResourceType,
  key: ObjectKey,
  config: JsonObject,
  options: ApplyOptions,
): { object: KubernetesObject; created: boolean } {
  if (objectAt(config, 'metadata').managedFields !== undefined) {
    throw badRequest('metadata.managedFields must be nil');
  }
  const live = objects.find(type, key);
  const now = objects.environment.now();
  const base: KubernetesObject = live
    ? cloneJson(live)
    : {
        apiVersion: apiVersionOf(type),
        kind: type.kind,
        metadata: {
          name: key.name,
          uid: '',
          resourceVersion: '',
          creationTimestamp: '',
        },
      };
  const { body, managers } = mergeOwned(type, base, config, options, now);
  const { resourceVersion, uid } = objectAt(config, 'metadata');
  const metadata = {
    ...base.metadata,
    labels: undefined,
    annotations: undefined,
    finalizers: undefined,
    ownerReferences: undefined,
    ...objectAt(body, 'metadata'),
    ...(typeof resourceVersion === 'string' && { resourceVersion }),
  };
  const write = {
    manager: options.manager,
    dryRun: options.dryRun,
    user: options.user,
    warn: options.warn,
    subresource: options.subresource,
    managedFields: encodeManagedFields(managers),
  };
  const { metadata: _, ...rest } = body;
  if (live) {
    if (typeof uid === 'string' && uid !== live.metadata.uid) {
      throw new ApiError(
        409,
        'Conflict',
        `Operation cannot be fulfilled on ${type.plural} "${key.name}": uid mismatch: the provided object specified uid ${uid}, and no existing object was found`,
      );
    }
    const object = objects.update(
      type,
      key,
      () => ({
        apiVersion: base.apiVersion,
        kind: base.kind,
        metadata,
        ...rest,
      }),
      write,
    );
    return { object, created: false };
  }
  const {
    uid: _uid,
    resourceVersion: _version,
    creationTimestamp: _time,
    ...given
  } = metadata;
  const object = objects.create(
    type,
    key.namespace,
    { ...rest, metadata: given },
    write,
  );
  return { object, created: true };
}

function mergeOwned(
  type: ResourceType,
  base: KubernetesObject,
  config: JsonObject,
  options: ApplyOptions,
  now: Date,
): { body: JsonObject; managers: ManagedFields[] } {
  const schema = schemaOf(type);
  const apiVersion = apiVersionOf(type);
  // safety: ownedPart reads only fields a configuration may lack
  const applied = ownedPart(
    type,
    config as unknown as KubernetesObject,
    options.subresource,
  );
  const live = ownedPart(type, base, options.subresource);
  const all = decodeManagedFields(base.metadata.managedFields);
  const isOwn = ({ entry }: ManagedFields) =>
    entry.manager === options.manager &&
    entry.operation === 'Apply' &&
    (entry.subresource ?? '') === (options.subresource ?? '');
  const before = all.find(isOwn);
  const others = all.filter(manager => !isOwn(manager));
  const fields = fieldsOf(applied, schema);

  const merged = mergeObjects(live, applied, schema);
  const { set } = compareObjects(live, merged, schema);
  // containers of applied fields may be new too, but nobody is robbed of them
  const taken = intersectTrees(set, fields);
  const conflicts = others.filter(
    other => !isEmptyTree(intersectTrees(other.fields, taken)),
  );
  if (conflicts.length > 0 && !options.force) {
    throw conflictError(conflicts, taken);
  }
  const remaining = others.map(other => ({
    entry: other.entry,
    fields: subtractTrees(other.fields, taken),
  }));
  const body = before
    ? removeFields(
        merged,
        subtractTrees(before.fields, fields),
        remaining.reduce(
          (union, other) => unionTrees(union, other.fields),
          fields,
        ),
        schema,
      )
    : merged;
  const time =
    before?.entry.time && treesEqual(before.fields, fields)
      ? before.entry.time
      : timestamp(now);
  const own: ManagedFields = {
    entry: {
      manager: options.manager,
      operation: 'Apply',
      apiVersion,
      time,
      ...(options.subresource && { subresource: options.subresource }),
    },
    fields,
  };
  return { body, managers: [...remaining, own] };
}

function conflictError(conflicts: ManagedFields[], taken: FieldTree): ApiError {
  const lost = conflicts.map(conflict => ({
    who: describe(conflict.entry),
    fields: memberPaths(intersectTrees(conflict.fields, taken)).map(formatPath),
  }));
  const causes: StatusCause[] = lost.flatMap(({ who, fields }) =>
    fields.map(field => ({
      reason: 'FieldManagerConflict',
      message: `conflict with ${who}`,
      field,
    })),
  );
  const list =
    causes.length === 1
      ? `${causes[0].message}: ${causes[0].field}`
      : lost
          .map(
            ({ who, fields }) =>
              `conflicts with ${who}:\n${fields
                .map(field => `- ${field}`)
                .join('\n')}`,
          )
          .join('\n');
  return new ApiError(
    409,
    'Conflict',
    `Apply failed with ${causes.length} conflict${
      causes.length === 1 ? '' : 's'
    }: ${list}`,
    { causes },
  );
}

function describe(entry: ManagedFields['entry']): string {
  const subresource = entry.subresource
    ? ` with subresource "${entry.subresource}"`
    : '';
  const update =
    entry.operation === 'Update' ? ` using ${entry.apiVersion}` : '';
  return `"${entry.manager}"${subresource}${update}`;
}
