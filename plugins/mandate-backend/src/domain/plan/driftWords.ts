import type { Plan, PlannedObject } from '@mandate/plugin-mandate-common';

/** So many are named, the rest is counted: the page of the change compares revisions in full. */
const MOST_NAMED = 3;

/** The parts of a plan beside its objects. Summary and base version say nothing of the effect. */
const PARTS: readonly (readonly [keyof Plan, string])[] = [
  ['steps', 'the steps'],
  ['version', 'the version step'],
  ['images', 'the images'],
  ['figures', 'the resources'],
  ['template', 'the template'],
  ['tests', 'the tests'],
  ['pending', 'what is known only later'],
  ['authors', 'the authors'],
  ['undo', 'how it is undone'],
  ['verification', 'how it is verified'],
];

/** Counted up by the server whatever happens. */
const SERVER_SET = ['metadata.resourceVersion', 'metadata.generation'];

/** A plan that was made again, or why there is none any more. */
type PlannedToday =
  | { readonly type: 'planned'; readonly plan: Plan }
  | { readonly type: 'nothing-to-do' | 'impossible'; readonly words: string };

/**
 * Why what was decided is not what would be done today, as a sentence that names what differs. It names places and never
 * values: the sentence stands in messages and in the ledger.
 */
export function driftWords(decided: Plan, today: PlannedToday): string {
  if (today.type !== 'planned') {
    return `The target changed meanwhile: ${today.words}`;
  }
  const differing = [
    ...differingObjects(decided.objects, today.plan.objects),
    ...PARTS.flatMap(([part, words]) =>
      differ(decided[part], today.plan[part]) ? [words] : [],
    ),
  ];
  return differing.length === 0
    ? 'The target changed meanwhile, and the plan with it.'
    : `The target changed meanwhile, and the plan with it: ${named(
        differing,
      )}.`;
}

function differingObjects(
  decided: readonly PlannedObject[],
  today: readonly PlannedObject[],
): readonly string[] {
  const before = byIdentity(decided);
  const after = byIdentity(today);
  return [
    ...[...before].flatMap(([identity, object]) => {
      const other = after.get(identity);
      if (!other) {
        return [`${title(object)} is no longer part of it`];
      }
      const places = differingPlaces(object, other);
      return places.length > 0 ? [`${title(object)} (${named(places)})`] : [];
    }),
    ...[...after].flatMap(([identity, object]) =>
      before.has(identity) ? [] : [`${title(object)} is part of it now`],
    ),
  ];
}

function byIdentity(
  objects: readonly PlannedObject[],
): ReadonlyMap<string, PlannedObject> {
  return new Map(
    objects.map(object => [
      [object.apiVersion, object.kind, object.namespace, object.name].join(),
      object,
    ]),
  );
}

function title({ kind, name }: PlannedObject): string {
  return `${kind} ${name}`;
}

/** Fields that are otherwise now, or would be made otherwise. */
function differingPlaces(
  one: PlannedObject,
  other: PlannedObject,
): readonly string[] {
  const places = new Set([
    ...placesBetween(one.before, other.before, ''),
    ...placesBetween(one.after, other.after, ''),
  ]);
  return [...places]
    .filter(place => !SERVER_SET.includes(place))
    .map(place => place || 'whether it is there');
}

function differ(one: unknown, other: unknown): boolean {
  return placesBetween(one, other, '').next().done !== true;
}

function* placesBetween(
  one: unknown,
  other: unknown,
  path: string,
): Generator<string> {
  if (isFields(one) && isFields(other)) {
    for (const key of new Set([...Object.keys(one), ...Object.keys(other)])) {
      yield* placesBetween(one[key], other[key], path ? `${path}.${key}` : key);
    }
  } else if (
    Array.isArray(one) &&
    Array.isArray(other) &&
    one.length === other.length
  ) {
    for (const [index, element] of one.entries()) {
      yield* placesBetween(element, other[index], `${path}[${index}]`);
    }
  } else if (one !== other) {
    yield path;
  }
}

function isFields(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function named(names: readonly string[]): string {
  const rest = names.length - MOST_NAMED;
  return rest > 0
    ? `${names.slice(0, MOST_NAMED).join(', ')} and ${rest} more`
    : names.join(', ');
}
