import {
  type ConfigurationLevelName,
  configurationLevelSchema,
  type ConfigurationOrigin,
  type ConfigurationValueView,
} from '@mandate/plugin-mandate-common';
import { fieldKey } from './fieldEdits';
import type { FormField } from './formFields';

/** What a level says of a value. */
export interface Setting {
  /** Undefined when the level takes the value away. */
  readonly value: unknown;
  readonly origin: ConfigurationOrigin;
}

/** A value as one level sees it. */
export interface FieldAtLevel {
  /** What the level itself says. */
  readonly own: Setting | undefined;
  /** What holds when the level says nothing: the nearest wider level that says something. */
  readonly above: Setting | undefined;
  /** What a narrower level says, so that this level's word does not hold here. */
  readonly below: Setting | undefined;
}

/** How a field stands at a level; `values` by their paths. */
export function fieldAtLevel(
  { path, control }: FormField,
  values: ReadonlyMap<string, ConfigurationValueView>,
  level: ConfigurationLevelName,
): FieldAtLevel {
  const key = fieldKey(path);
  if (control.type !== 'secret') {
    return atLevel(values.get(key), level);
  }
  // A reference is two values, which levels may set apart from each other.
  const name = atLevel(values.get(`${key}.secretRef.name`), level);
  const part = atLevel(values.get(`${key}.secretRef.key`), level);
  const own = reference(
    name.own ?? part.own,
    name.own ?? name.above,
    part.own ?? part.above,
  );
  const above = reference(name.above ?? part.above, name.above, part.above);
  const below = reference(name.below ?? part.below, name.below, part.below);
  return { own, above, below };
}

function atLevel(
  view: ConfigurationValueView | undefined,
  level: ConfigurationLevelName,
): FieldAtLevel {
  const settings = view ? settingsOf(view) : [];
  const width = widthOf(level);
  return {
    own: settings.find(one => widthOf(one.origin.level) === width),
    above: settings.find(one => widthOf(one.origin.level) < width),
    below: settings.find(one => widthOf(one.origin.level) > width),
  };
}

/** What all levels say, the one that wins first. */
function settingsOf(view: ConfigurationValueView): readonly Setting[] {
  const { state, value, origin, overrode } = view;
  return [
    ...(origin ? [{ value: state === 'set' ? value : undefined, origin }] : []),
    ...overrode,
  ];
}

/** Lower is wider. */
function widthOf(level: ConfigurationLevelName): number {
  return configurationLevelSchema.options.indexOf(level);
}

/** A reference of its two parts, said where one of them is said. */
function reference(
  said: Setting | undefined,
  name: Setting | undefined,
  key: Setting | undefined,
): Setting | undefined {
  return (
    said && {
      value: {
        secretRef: { name: textOf(name?.value), key: textOf(key?.value) },
      },
      origin: said.origin,
    }
  );
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
