import { compareObjects } from '../apply/compareObjects';
import {
  emptyTree,
  FieldTree,
  isEmptyTree,
  subtractTrees,
  treeFromJson,
  treesEqual,
  treeToJson,
  unionTrees,
} from '../apply/fieldTree';
import {
  JsonObject,
  jsonEquals,
  KubernetesObject,
  ManagedFieldsEntry,
} from '../model/KubernetesObject';
import { asJson, objectAt } from '../model/jsonFields';
import { apiVersionOf, ResourceType } from '../resources/ResourceType';
import { schemaOf } from '../schema/schema';
import { timestamp } from './newObject';

/** One manager's fields, decoded. */
export interface ManagedFields {
  readonly entry: Omit<ManagedFieldsEntry, 'fieldsV1' | 'fieldsType'>;
  readonly fields: FieldTree;
}

const SERVER_SET_METADATA = [
  'name',
  'namespace',
  'creationTimestamp',
  'deletionTimestamp',
  'deletionGracePeriodSeconds',
  'selfLink',
  'uid',
  'generation',
  'managedFields',
  'resourceVersion',
];

/** The write whose fields are to be attributed. */
export interface TrackedUpdate {
  readonly type: ResourceType;
  readonly live: KubernetesObject | undefined;
  readonly object: KubernetesObject;
  readonly manager: string;
  readonly subresource: string | undefined;
  readonly now: Date;
}

/**
 * Who owns what after an update: the writer takes every field that it added or changed from whoever had it; removed fields have
 * no owner. A client that edits `managedFields` itself is heeded, as kubectl does when it moves to server-side apply.
 */
export function trackUpdate(update: TrackedUpdate): ManagedFieldsEntry[] {
  const { type, live, object, manager, subresource, now } = update;
  const edited = object.metadata.managedFields;
  const base =
    edited &&
    edited.length > 0 &&
    !jsonEquals(edited, live?.metadata.managedFields)
      ? edited
      : live?.metadata.managedFields;
  const { set, removed } = compareObjects(
    live ? ownedPart(type, live, subresource) : {},
    ownedPart(type, object, subresource),
    schemaOf(type),
  );
  if (isEmptyTree(set) && isEmptyTree(removed)) {
    return base ?? [];
  }
  const managers = decodeManagedFields(base);
  const apiVersion = apiVersionOf(type);
  const isWriter = (entry: ManagedFields['entry']) =>
    entry.manager === manager &&
    entry.operation === 'Update' &&
    entry.apiVersion === apiVersion &&
    (entry.subresource ?? '') === (subresource ?? '');
  const own = managers.find(({ entry }) => isWriter(entry));
  const ownFields = unionTrees(
    subtractTrees(own?.fields ?? emptyTree(), removed),
    set,
  );
  const others = managers
    .filter(({ entry }) => !isWriter(entry))
    .map(({ entry, fields }) => ({
      entry,
      fields: subtractTrees(subtractTrees(fields, set), removed),
    }));
  const time =
    own?.entry.time && treesEqual(own.fields, ownFields)
      ? own.entry.time
      : timestamp(now);
  return encodeManagedFields([
    ...others,
    {
      entry: {
        manager,
        operation: 'Update',
        apiVersion,
        time,
        ...(subresource && { subresource }),
      },
      fields: ownFields,
    },
  ]);
}

/** The part of an object that a write through the given subresource can own: without identity, and status apart. */
export function ownedPart(
  type: ResourceType,
  object: KubernetesObject,
  subresource?: string,
): JsonObject {
  const { apiVersion, kind, metadata, status, ...body } = asJson(object);
  const ownedMetadata: JsonObject = Object.fromEntries(
    Object.entries(objectAt({ metadata }, 'metadata')).filter(
      ([field]) => !SERVER_SET_METADATA.includes(field),
    ),
  );
  const statusIsApart = type.subresources.includes('status');
  return {
    ...body,
    ...(Object.keys(ownedMetadata).length > 0 && { metadata: ownedMetadata }),
    ...(status !== undefined &&
      (!statusIsApart || subresource === 'status') && { status }),
  };
}

export function decodeManagedFields(
  entries: readonly ManagedFieldsEntry[] | undefined,
): ManagedFields[] {
  return (entries ?? [])
    .filter(entry => entry.manager !== undefined)
    .map(({ fieldsV1, fieldsType, ...entry }) => ({
      entry,
      fields: treeFromJson(fieldsV1 ?? {}),
    }));
}

/** Entries in the order the API lists them: applies first, then by time and name. Managers without fields are dropped. */
export function encodeManagedFields(
  managers: readonly ManagedFields[],
): ManagedFieldsEntry[] {
  return managers
    .filter(({ fields }) => !isEmptyTree(fields))
    .map(({ entry, fields }) => ({
      manager: entry.manager,
      operation: entry.operation,
      apiVersion: entry.apiVersion,
      ...(entry.time && { time: entry.time }),
      fieldsType: 'FieldsV1' as const,
      fieldsV1: treeToJson(fields),
      ...(entry.subresource && { subresource: entry.subresource }),
    }))
    .sort((left, right) => sortText(left).localeCompare(sortText(right)));
}

function sortText(entry: ManagedFieldsEntry): string {
  return [entry.operation, entry.time, entry.manager].join('|');
}
