import {
  effectiveValue,
  isJsonObject,
  type JsonPath,
  type JsonValue,
  mergeLayers,
} from '@mandate/configuration';
import type { ObserveContext } from '@mandate/plugin-mandate-node';
import { editText } from '../domain/editText';
import { levelFiles, pathOfLevel } from '../domain/levelFiles';
import { readLayers } from '../domain/readLayers';
import { filesOf } from '../repository/ConfigurationFiles';
import type { SchemaFolder } from '../repository/SchemaFolder';
import type { EditBase, EditedFiles } from './editedTexts';
import { readAppliedTo } from './planForCluster';

/**
 * The target's own file with what somebody changed in the cluster. What was taken away there and comes from a wider level
 * cannot be adopted by setting values, and is told.
 */
export async function adoptedTexts(
  context: ObserveContext,
  { target, texts }: EditBase,
  schemas: SchemaFolder,
): Promise<EditedFiles> {
  const applied = await readAppliedTo(context);
  if (!applied || applied.isAsApplied) {
    return {
      type: 'refused',
      words:
        'Nobody changed this configuration in the cluster, so there is nothing to adopt.',
    };
  }
  if (applied.value === undefined) {
    return {
      type: 'refused',
      words:
        'What is in the cluster is no YAML any more. Apply the configuration again.',
    };
  }
  const { effective } = await schemas.of(target);
  const { layers } = readLayers(filesOf(levelFiles(target), texts));
  const known = effectiveValue(mergeLayers(layers, effective).root);
  const { set, unset } = valueDifferences(known, applied.value, []);
  const path = pathOfLevel(target, 'instance');
  const own = texts.get(path) ?? '';
  const edited = editText(own, { set, unset });
  if (edited.type === 'refused') {
    return { type: 'refused', words: `${path}: ${edited.words}` };
  }
  const next = new Map(texts).set(path, edited.text || undefined);
  const adopted = effectiveValue(
    mergeLayers(readLayers(filesOf(levelFiles(target), next)).layers, effective)
      .root,
  );
  const left = valueDifferences(adopted, applied.value, []);
  return left.set.length + left.unset.length > 0
    ? {
        type: 'refused',
        words: `Values that a wider level sets were taken away in the cluster: ${left.unset
          .map(one => one.join('.'))
          .join(
            ', ',
          )}. Take them away with !remove in ${path}, or apply the configuration again.`,
      }
    : { type: 'edited', texts: next };
}

/** What has to be set and taken away to make one value of the other. Lists are set as a whole. */
export function valueDifferences(
  from: JsonValue,
  to: JsonValue,
  path: JsonPath,
): {
  readonly set: readonly {
    readonly path: JsonPath;
    readonly value: JsonValue;
  }[];
  readonly unset: readonly JsonPath[];
} {
  if (!isJsonObject(from) || !isJsonObject(to)) {
    return JSON.stringify(from) === JSON.stringify(to)
      ? { set: [], unset: [] }
      : { set: [{ path, value: to }], unset: [] };
  }
  const parts = Object.entries(to).map(([key, value]) =>
    Object.hasOwn(from, key)
      ? valueDifferences(from[key], value, [...path, key])
      : { set: [{ path: [...path, key], value }], unset: [] },
  );
  return {
    set: parts.flatMap(({ set }) => set),
    unset: [
      ...parts.flatMap(({ unset }) => unset),
      ...Object.keys(from)
        .filter(key => !Object.hasOwn(to, key))
        .map(key => [...path, key]),
    ],
  };
}
