import {
  type Fields,
  isFields,
  parseQuantity,
} from '@mandate/plugin-mandate-node';
import { isDigest, shortened } from '../domain/intent';
import { elementsByKey } from '../domain/listKeys';
import type { PathSegment } from '../domain/managedFields';

/** A field that is not as it was intended. */
export interface DriftedField {
  /** `spec.template.spec.containers["web"].image`. */
  readonly path: string;
  readonly segments: readonly PathSegment[];
  readonly intended: unknown;
  /** What is there instead; undefined when the field is gone. */
  readonly live: unknown;
}

/** A pathological object must not fill pages. */
const MOST_FIELDS = 50;

/**
 * Compares what was intended with what is. Only fields that were intended count: what the server adds by default, and
 * what others manage beside them, is no drift. Quantities are equal in any notation, elements of keyed lists in any
 * order, and an empty value is as good as none.
 */
export function driftedFields(
  intent: Fields,
  live: Fields,
): readonly DriftedField[] {
  const found: DriftedField[] = [];
  for (const field of compare(intent, live, { name: '', segments: [] })) {
    found.push(field);
    if (found.length === MOST_FIELDS) {
      break;
    }
  }
  return found;
}

/** How people read a path. */
export function pathWords(segments: readonly PathSegment[]): string {
  return segments
    .map(segment =>
      typeof segment === 'string'
        ? nameWords(segment)
        : `[${elementWords(segment.element)}]`,
    )
    .join('')
    .replace(/^\./, '');
}

interface Place {
  /** The list's name, for what its elements are told apart by. */
  readonly name: string;
  readonly segments: readonly PathSegment[];
}

function* compare(
  intended: unknown,
  live: unknown,
  place: Place,
): Generator<DriftedField> {
  if (isDigest(intended)) {
    if (!sameDigest(intended, live)) {
      yield drifted(place, intended, live);
    }
  } else if (isFields(intended)) {
    yield* compareMappings(intended, live, place);
  } else if (Array.isArray(intended)) {
    yield* compareLists(intended, live, place);
  } else if (!sameValue(intended, live)) {
    yield drifted(place, intended, live);
  }
}

function* compareMappings(
  intended: Fields,
  live: unknown,
  place: Place,
): Generator<DriftedField> {
  if (live !== undefined && live !== null && !isFields(live)) {
    yield drifted(place, intended, live);
    return;
  }
  for (const [name, value] of Object.entries(intended)) {
    const segments = [...place.segments, name];
    const other =
      isFields(live) && Object.hasOwn(live, name) ? live[name] : undefined;
    yield* compare(value, other, { name, segments });
  }
}

function* compareLists(
  intended: readonly unknown[],
  live: unknown,
  place: Place,
): Generator<DriftedField> {
  const actual: readonly unknown[] = Array.isArray(live) ? live : [];
  const wanted = elementsByKey(place.name, intended);
  const found = elementsByKey(place.name, actual);
  if (!wanted || !found) {
    if (!sameList(intended, actual)) {
      yield drifted(place, intended, live);
    }
    return;
  }
  for (const [key, element] of wanted) {
    const other = found.get(key);
    const segments = [...place.segments, { element: other ?? element }];
    if (other) {
      yield* compare(element, other, { name: '', segments });
    } else {
      yield drifted({ name: '', segments }, element, undefined);
    }
  }
}

function sameList(
  intended: readonly unknown[],
  live: readonly unknown[],
): boolean {
  return (
    intended.length === live.length &&
    intended.every((element, index) => {
      const place = { name: '', segments: [] };
      return compare(element, live[index], place).next().done;
    })
  );
}

function drifted(
  { segments }: Place,
  intended: unknown,
  live: unknown,
): DriftedField {
  return { path: pathWords(segments), segments, intended, live };
}

function sameDigest(intended: Fields, live: unknown): boolean {
  const digest = shortened(live);
  return (
    isDigest(digest) && JSON.stringify(digest) === JSON.stringify(intended)
  );
}

function sameValue(intended: unknown, live: unknown): boolean {
  if (intended === live || (isEmpty(intended) && isEmpty(live))) {
    return true;
  }
  const amount = parseQuantity(intended);
  return amount !== undefined && amount === parseQuantity(live);
}

function isEmpty(value: unknown): boolean {
  return (
    value === undefined ||
    value === null ||
    value === '' ||
    value === 0 ||
    value === false ||
    (Array.isArray(value) && value.length === 0) ||
    (isFields(value) && Object.keys(value).length === 0)
  );
}

function nameWords(name: string): string {
  return /^[A-Za-z][\w-]*$/.test(name) ? `.${name}` : `["${name}"]`;
}

function elementWords(element: Fields): string {
  const name =
    element.name ??
    element.mountPath ??
    element.containerPort ??
    element.port ??
    element.ip ??
    element.topologyKey;
  return JSON.stringify(name ?? 'element');
}
