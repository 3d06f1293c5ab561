import { levelAllows } from './levelAllows';
import { yamlPlace } from './yamlPlace';
import {
  holderOf,
  keysBeforeItems,
  objectAt,
  resolve,
  type Schema,
  schemaAt,
  type YamlKnowledge,
} from './yamlSchema';
import { valuesOf, type YamlChoice } from './yamlValues';

/** What fits at an offset, in the place of what is written from `from` on. */
export interface YamlChoices {
  readonly from: number;
  readonly choices: readonly YamlChoice[];
}

/** Fits in the place of every value. */
const takeAway: YamlChoice = {
  label: '!remove',
  type: 'enum',
  detail: 'takes away what a wider level sets',
  insert: '!remove',
};

/**
 * What fits where somebody writes: the keys that the schema has at that place, the file's level may set, and the mapping has
 * not yet; the values that it lets choose; and the names of services, ports and Secrets where it asks for one. Undefined
 * where nothing is known, or nothing may be set.
 */
export function yamlChoices(
  text: string,
  offset: number,
  knowledge: YamlKnowledge,
): YamlChoices | undefined {
  const place = yamlPlace(text, offset);
  if (!place) {
    return undefined;
  }
  const { schema, levelSchema, known } = knowledge;
  const found = schemaAt(schema, place.path);
  const keys = keysBeforeItems(place.path);
  if (!found || !levelAllows(levelSchema, keys)) {
    return undefined;
  }
  const isInList = keys.length < place.path.length;
  const values = valuesOf(found, known);
  const choices =
    place.type === 'value'
      ? [...values, takeAway]
      : [
          ...keysOf(schema, holderOf(found), place.column).filter(
            ({ label }) =>
              !place.siblings.includes(label) &&
              (isInList || levelAllows(levelSchema, [...keys, label])),
          ),
          // What stands in a list may be the item itself.
          ...(place.path.at(-1)?.type === 'item' ? values : []),
        ];
  return choices.length === 0 ? undefined : { from: place.from, choices };
}

function keysOf(
  root: Schema,
  schema: Schema,
  column: number,
): readonly YamlChoice[] {
  const below = '\n'.padEnd(column + 3);
  return Object.entries(objectAt(schema, 'properties')).flatMap(
    ([key, child]): readonly YamlChoice[] => {
      const resolved = resolve(root, child);
      if (!resolved) {
        return [];
      }
      const { title, type } = resolved;
      const opens = { object: below, array: `${below}- ` };
      const end = type === 'object' || type === 'array' ? opens[type] : ' ';
      return [
        {
          label: key,
          type: 'property',
          ...(typeof title === 'string' && title !== key
            ? { detail: title }
            : {}),
          insert: `${key}:${end}`,
        },
      ];
    },
  );
}
