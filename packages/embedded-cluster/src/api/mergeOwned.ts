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
import { JsonObject, KubernetesObject } from '../model/KubernetesObject';
import { apiVersionOf, ResourceType } from '../resources/ResourceType';
import { schemaOf } from '../schema/schema';
import { ApiError, StatusCause } from './ApiError';
import type { ApplyOptions } from './applyObject';
import { decodeManagedFields, ManagedFields, ownedPart } from './managedFields';
import { timestamp } from './newObject';

/**
 * An object's body after an apply, and who owns what then. Pure.
 *
 * @throws ApiError 409 with a `FieldManagerConflict` cause per field
 */
export function mergeOwned(
  type: ResourceType,
  base: KubernetesObject,
  config: JsonObject,
  options: Pick<ApplyOptions, 'manager' | 'force' | 'subresource'>,
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
  const { removed } = compareObjects(live, body, schema);
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
  const rest = remaining.map(other => ({
    entry: other.entry,
    fields: subtractTrees(other.fields, removed),
  }));
  return { body, managers: [...rest, own] };
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
