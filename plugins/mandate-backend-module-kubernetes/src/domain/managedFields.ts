import { type Fields, fieldsAt, isFields } from '@mandate/plugin-mandate-node';
import {
  type ClusterObject,
  FIELD_MANAGER,
} from '@mandate/plugin-mandate-common';
import { z } from 'zod';
import { carryingIntent, INTENT_ANNOTATION } from './intent';

const entrySchema = z.looseObject({
  manager: z.string().default('unknown'),
  operation: z.string(),
  subresource: z.string().optional(),
  time: z.string().optional(),
  fieldsV1: z.record(z.string(), z.unknown()).default({}),
});
type Entry = z.infer<typeof entrySchema>;

/**
 * The fields that Mandate applied to a live object, with their present values. Applying them again changes nothing;
 * applying fewer gives fields up, and the API server removes those. What was intended and somebody took over goes along
 * as a note.
 */
export function ownedFields(live: ClusterObject): ClusterObject {
  const entry = entriesOf(live).find(isOurs);
  const owned = entry ? extract(live, entry.fieldsV1) : {};
  const fields = isFields(owned) ? owned : {};
  const named: ClusterObject = {
    ...fields,
    apiVersion: live.apiVersion,
    kind: live.kind,
    metadata: {
      ...withoutIntent(fieldsAt(fields, 'metadata')),
      name: live.metadata.name,
      ...(live.metadata.namespace === undefined
        ? {}
        : { namespace: live.metadata.namespace }),
    },
  };
  return carryingIntent(named, live);
}

/** The note of what was intended is not intended itself; each write makes it anew. */
function withoutIntent(metadata: Fields): Fields {
  const { annotations: _all, ...others } = metadata;
  const { [INTENT_ANNOTATION]: _note, ...annotations } = fieldsAt(
    metadata,
    'annotations',
  );
  return Object.keys(annotations).length > 0
    ? { ...others, annotations }
    : others;
}

/** When Mandate last wrote the object, as an ISO time. */
export function lastAppliedAt(live: ClusterObject): string | undefined {
  return entriesOf(live).find(isOurs)?.time;
}

/** Who owns a field, and since when. */
export interface FieldOwner {
  readonly manager: string;
  /** ISO time of its last write. */
  readonly at?: string;
  readonly subresource?: string;
}

/** A step on the way to a field: its name, or the list element that is meant. */
export type PathSegment = string | { readonly element: Fields };

/** Who else owns the field at a path, the newest first; a manager of a list as a whole owns its elements. */
export function ownersOf(
  live: ClusterObject,
  path: readonly PathSegment[],
): readonly FieldOwner[] {
  return newestFirst(
    entriesOf(live).filter(entry => !isOurs(entry) && owns(entry, path)),
  );
}

/** Who else wrote the object after a time; status writers do not count. */
export function writersSince(
  live: ClusterObject,
  since: string | undefined,
): readonly FieldOwner[] {
  return newestFirst(
    entriesOf(live).filter(
      entry =>
        !isOurs(entry) &&
        entry.subresource !== 'status' &&
        (since === undefined || (entry.time ?? '') >= since),
    ),
  );
}

function newestFirst(entries: readonly Entry[]): readonly FieldOwner[] {
  return [...entries]
    .sort((left, right) => (right.time ?? '').localeCompare(left.time ?? ''))
    .map(({ manager, time, subresource }) => ({
      manager,
      ...(time === undefined ? {} : { at: time }),
      ...(subresource === undefined ? {} : { subresource }),
    }));
}

function owns(entry: Entry, path: readonly PathSegment[]): boolean {
  let tree = entry.fieldsV1;
  for (const [index, segment] of path.entries()) {
    const names = Object.keys(tree).filter(name => name !== '.');
    if (names.length === 0) {
      return index > 0;
    }
    const name = names.find(candidate =>
      typeof segment === 'string'
        ? candidate === `f:${segment}`
        : namesElement(candidate, segment.element),
    );
    if (name === undefined) {
      return false;
    }
    tree = fieldsAt(tree, name);
  }
  return true;
}

/** Other managers of fields at or below a path; status writers do not count. */
export function managersUnder(
  live: ClusterObject,
  path: readonly string[],
): readonly string[] {
  const managers = entriesOf(live)
    .filter(entry => !isOurs(entry) && entry.subresource !== 'status')
    .filter(
      entry =>
        Object.keys(fieldsAt(entry.fieldsV1, ...path.map(name => `f:${name}`)))
          .length > 0,
    )
    .map(entry => entry.manager);
  return [...new Set(managers)];
}

/**
 * The list of managed fields in which Mandate owns what the given managers own below a path. Writing it changes no
 * value; the next apply then removes those of the fields that it does not name.
 */
export function transferOwnership(
  live: ClusterObject,
  takeOver: {
    readonly from: readonly string[];
    readonly under: readonly string[];
  },
): readonly Fields[] {
  const path = takeOver.under.map(name => `f:${name}`);
  const entries = entriesOf(live);
  const isTaken = (entry: Entry) =>
    !isOurs(entry) &&
    entry.subresource === undefined &&
    takeOver.from.includes(entry.manager);
  const taken = entries
    .filter(isTaken)
    .map(entry => ownedTree(entry.fieldsV1, path))
    .reduce<Fields>(mergeTrees, {});
  const ours = entries.find(isOurs) ?? {
    manager: FIELD_MANAGER,
    operation: 'Apply',
    apiVersion: live.apiVersion,
    fieldsType: 'FieldsV1',
    fieldsV1: {},
  };
  const rest = entries
    .filter(entry => entry !== ours)
    .map(entry =>
      isTaken(entry)
        ? { ...entry, fieldsV1: withoutPath(entry.fieldsV1, path) }
        : entry,
    )
    .filter(entry => Object.keys(entry.fieldsV1).length > 0);
  return [{ ...ours, fieldsV1: mergeTrees(ours.fieldsV1, taken) }, ...rest];
}

function entriesOf(live: ClusterObject): readonly Entry[] {
  const parsed = z.array(entrySchema).safeParse(live.metadata.managedFields);
  return parsed.success ? parsed.data : [];
}

function isOurs(entry: Entry): boolean {
  return (
    entry.manager === FIELD_MANAGER &&
    entry.operation === 'Apply' &&
    entry.subresource === undefined
  );
}

/** `f:name` is a field, `k:{…}` a list element by its keys, `v:…` one of a set, `.` the thing itself. */
function extract(value: unknown, owned: Fields): unknown {
  const names = Object.keys(owned).filter(name => name !== '.');
  if (names.length === 0) {
    return value;
  }
  if (Array.isArray(value)) {
    return value.flatMap(element => {
      const name = names.find(candidate => namesElement(candidate, element));
      return name === undefined
        ? []
        : [extractElement(element, fieldsAt(owned, name), name)];
    });
  }
  if (!isFields(value)) {
    return value;
  }
  return Object.fromEntries(
    names
      .map(name => name.replace(/^f:/, ''))
      .filter(name => Object.hasOwn(value, name))
      .map(name => [name, extract(value[name], fieldsAt(owned, `f:${name}`))]),
  );
}

function namesElement(name: string, element: unknown): boolean {
  if (name.startsWith('v:')) {
    return name.slice(2) === JSON.stringify(element);
  }
  const keys: unknown = name.startsWith('k:')
    ? JSON.parse(name.slice(2))
    : undefined;
  return (
    isFields(keys) &&
    isFields(element) &&
    Object.entries(keys).every(([key, value]) => element[key] === value)
  );
}

/** An element always keeps its keys, whoever owns them. */
function extractElement(
  element: unknown,
  owned: Fields,
  name: string,
): unknown {
  if (!name.startsWith('k:')) {
    return element;
  }
  const keys: unknown = JSON.parse(name.slice(2));
  const extracted = extract(element, owned);
  return isFields(keys) && isFields(extracted)
    ? { ...keys, ...extracted }
    : element;
}

function ownedTree(tree: Fields, path: readonly string[]): Fields {
  const below = fieldsAt(tree, ...path);
  return Object.keys(below).length === 0
    ? {}
    : path.reduceRight<Fields>((inner, name) => ({ [name]: inner }), below);
}

function withoutPath(tree: Fields, path: readonly string[]): Fields {
  const [first, ...rest] = path;
  if (first === undefined || !Object.hasOwn(tree, first)) {
    return tree;
  }
  const inner =
    rest.length === 0 ? {} : withoutPath(fieldsAt(tree, first), rest);
  const { [first]: _removed, ...others } = tree;
  return Object.keys(inner).length > 0 ? { ...others, [first]: inner } : others;
}

function mergeTrees(left: Fields, right: Fields): Fields {
  const names = new Set([...Object.keys(left), ...Object.keys(right)]);
  return Object.fromEntries(
    [...names].map(name => [
      name,
      mergeTrees(fieldsAt(left, name), fieldsAt(right, name)),
    ]),
  );
}
