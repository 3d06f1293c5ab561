import { isJsonObject, JsonValue } from '../json';

/**
 * How far a version goes, from nothing to what cannot be told.
 *
 * @public
 */
export type VersionBump = 'none' | 'patch' | 'minor' | 'major' | 'unknown';

const ORDER: readonly VersionBump[] = [
  'none',
  'patch',
  'minor',
  'major',
  'unknown',
];

/** Every image in the objects, by the name of its container and its place. */
export function imagesOf(
  objects: readonly JsonValue[],
): ReadonlyMap<string, string> {
  const images = new Map<string, string>();
  const visit = (value: JsonValue, path: string) => {
    if (Array.isArray(value)) {
      value.forEach((item: JsonValue, index) =>
        visit(item, `${path}/${index}`),
      );
    } else if (isJsonObject(value)) {
      const { name, image } = value;
      if (typeof name === 'string' && typeof image === 'string') {
        images.set(`${path}/${name}`, image);
      }
      Object.entries(value).forEach(([key, inner]) =>
        visit(inner, `${path}/${key}`),
      );
    }
  };
  objects.forEach(object => {
    if (isJsonObject(object) && isJsonObject(object.metadata)) {
      visit(object, `${String(object.kind)}/${String(object.metadata.name)}`);
    }
  });
  return images;
}

/** The largest step among images at the same place; a place that is new is no step. */
export function largestStep(
  before: ReadonlyMap<string, string>,
  after: ReadonlyMap<string, string>,
): VersionBump {
  return [...after].reduce<VersionBump>((largest, [place, image]) => {
    const old = before.get(place);
    const step = old === undefined ? 'none' : stepOf(old, image);
    return ORDER.indexOf(step) > ORDER.indexOf(largest) ? step : largest;
  }, 'none');
}

function stepOf(before: string, after: string): VersionBump {
  if (before === after) {
    return 'none';
  }
  const [old, next] = [versionOf(before), versionOf(after)];
  if (!old || !next || old.repository !== next.repository) {
    return 'unknown';
  }
  if (old.numbers[0] !== next.numbers[0]) {
    return 'major';
  }
  return (old.numbers[1] ?? '') === (next.numbers[1] ?? '') ? 'patch' : 'minor';
}

function versionOf(
  image: string,
):
  | { readonly repository: string; readonly numbers: readonly string[] }
  | undefined {
  const match = /^(.*):v?(\d+(?:\.\d+)*)[^:/@]*(?:@.*)?$/.exec(image);
  return match
    ? { repository: match[1], numbers: match[2].split('.') }
    : undefined;
}
