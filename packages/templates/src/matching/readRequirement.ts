import { JsonObject, JsonValue } from '../json';

/** What is recognised in a sentence: the wanted value's name, and how it is written. */
const VALUES: readonly {
  readonly name: string;
  readonly pattern: RegExp;
  readonly value: (match: RegExpExecArray) => JsonValue;
}[] = [
  {
    name: 'storage',
    pattern:
      /(\d+(?:\.\d+)?)\s*([KMGT])i?B?\s+(?:of\s+)?(?:storage|disks?|volumes?)\b/i,
    value: ([, amount, unit]) => `${amount}${unit.toUpperCase()}i`,
  },
  {
    name: 'memory',
    pattern:
      /(\d+(?:\.\d+)?)\s*([KMGT])(?:i|iB|B)\b(?:\s+(?:of\s+)?(?:memory|ram))?/i,
    value: ([, amount, unit]) => `${amount}${unit.toUpperCase()}i`,
  },
  {
    name: 'replicas',
    pattern: /(\d+)\s+(?:replicas?|copies|copy|pods?)\b/i,
    value: ([, count]) => Number(count),
  },
  {
    name: 'cpu',
    pattern: /(\d+(?:\.\d+)?)\s+(?:v?cpus?|cores?)\b/i,
    value: ([, amount]) => amount,
  },
];

/**
 * A sentence, taken apart.
 *
 * @public
 */
export interface RequirementParts {
  /** What is left to look for. */
  readonly words: string;
  /** Sizes and numbers, by the parameter they would be: `memory`, `storage`, `cpu`, `replicas`. */
  readonly values: JsonObject;
  readonly environment?: string;
}

/**
 * Takes sizes, numbers and the environment out of a sentence such as "a queue, 2 GiB, in prod": a size is memory unless
 * it says storage, disk or volume, and `GB` is read as `GiB`, as templates count.
 *
 * @public
 */
export function readRequirement(
  sentence: string,
  environments: readonly { readonly name: string; readonly title?: string }[],
): RequirementParts {
  let rest = sentence.slice(0, 2_000);
  const values: Record<string, JsonValue> = {};
  for (const { name, pattern, value } of VALUES) {
    const match = pattern.exec(rest);
    if (match) {
      values[name] = value(match);
      rest = rest.replace(match[0], ' ');
    }
  }
  const environment = environments.find(({ name, title }) =>
    [name, title].some(
      word => word !== undefined && placeWords(word).test(rest),
    ),
  );
  if (environment) {
    const { name, title } = environment;
    for (const word of [name, title]) {
      rest = word === undefined ? rest : rest.replace(placeWords(word), ' ');
    }
  }
  return {
    words: rest.replace(/\s+/g, ' ').trim(),
    values,
    ...(environment && { environment: environment.name }),
  };
}

/** "in prod", "for production": an environment's name alone may be a part of what is needed. */
function placeWords(name: string): RegExp {
  const literal = name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  return new RegExp(
    `\\b(?:in|on|for|to)\\s+(?:the\\s+)?${literal}(?![a-z0-9-])`,
    'i',
  );
}
