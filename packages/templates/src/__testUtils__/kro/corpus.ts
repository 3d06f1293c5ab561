import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { parseAllDocuments, stringify } from 'yaml';
import { isJsonObject, JsonObject } from '../../json';
import { parseTemplate } from '../../parseTemplate';
import { Template } from '../../template';
import { LIBRARY_NAMES, libraryTemplate } from '../library';
import { allowedValues } from '../parameterValues';
import { SeededRandom } from '../seededRandom';
import { KRO_DOCUMENTS } from './documents';
import { mutate } from './mutate';
import { KroCase } from './oracle';

/** How many sets of values are made for a template; making one takes longer than rendering it. */
const VALUE_SETS = 20;

/** The same of a corpus that is recorded, which must stay small. */
const RECORDED_VALUE_SETS = 3;

/** The library and small definitions of our own, each with several sets of values, then the same changed at random. */
export function ownCases(options: {
  readonly seed: number;
  readonly mutations: number;
  /** Leave the library out, for a corpus that does not change with it. */
  readonly onlyDocuments?: boolean;
}): readonly KroCase[] {
  const { seed, mutations, onlyDocuments } = options;
  const random = new SeededRandom(seed);
  const small = KRO_DOCUMENTS.map(withValues);
  const all = [
    ...(onlyDocuments
      ? []
      : LIBRARY_NAMES.map(name => withTemplate(libraryTemplate(name)))),
    ...small,
  ];
  const unchanged = all.flatMap(({ definition, sets }) =>
    sets.map(values => ({ title: titleOf(definition), definition, values })),
  );
  const changed = Array.from({ length: mutations }, (): KroCase => {
    const { definition, sets } = random.pick(random.chance(0.5) ? small : all);
    const { title, document } = mutate(definition, random);
    return {
      title: `${titleOf(definition)}: ${title}`,
      definition: document,
      values: random.pick(sets),
    };
  });
  return [...unchanged, ...changed];

  function withValues(definition: JsonObject) {
    const parsed = parseTemplate(stringify(definition));
    if (!parsed.ok) {
      throw new Error(parsed.problems.map(({ message }) => message).join(' '));
    }
    return withTemplate(parsed.template);
  }

  function withTemplate({ document, parameters }: Template) {
    const sets = fc.sample(allowedValues(parameters), {
      numRuns: onlyDocuments ? RECORDED_VALUE_SETS : VALUE_SETS,
      seed,
    });
    // safety: the parameters are an object.
    return { definition: document, sets: sets as JsonObject[] };
  }
}

/** Every definition in the YAML files below a folder, such as kro's examples; without values. */
export function casesBelow(folder: string): readonly KroCase[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter(file => file.endsWith('.yaml'))
    .sort()
    .flatMap(file =>
      parseAllDocuments(readFileSync(join(folder, file), 'utf8')).flatMap(
        document => {
          const value: unknown = document.errors.length
            ? undefined
            : document.toJS();
          return isDefinition(value)
            ? [{ title: file, definition: value, values: {} }]
            : [];
        },
      ),
    );
}

/** kro itself fails on a definition without a schema. */
function isDefinition(value: unknown): value is JsonObject {
  return (
    isJsonObject(value) &&
    value.kind === 'ResourceGraphDefinition' &&
    isJsonObject(value.spec) &&
    isJsonObject(value.spec.schema)
  );
}

function titleOf({ metadata }: JsonObject): string {
  return isJsonObject(metadata) ? String(metadata.name) : '';
}
