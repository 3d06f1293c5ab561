import { isJsonObject, JsonObject, JsonValue } from '../json';

/** What of the objects became parameters. */
export interface Parameterised {
  readonly resources: readonly JsonObject[];
  readonly parameters: JsonObject;
  readonly notes: readonly string[];
}

/** Turns objects into resources of a template. */
export function withParameters(objects: readonly JsonObject[]): Parameterised {
  const base = commonName(objects);
  const parameters: Record<string, JsonValue> = {};
  const notes = base
    ? []
    : [
        'The objects have no name in common, so they keep their names: two instances in one namespace would collide.',
      ];
  const ids = new Set<string>();
  const resources = objects.map(object => ({
    id: uniqueId(object, ids),
    template: templateOf(object),
  }));
  return { resources, parameters, notes };

  function templateOf(object: JsonObject): JsonValue {
    return visit(object, [], 0);
  }

  function visit(
    value: JsonValue,
    path: readonly (string | number)[],
    container: number,
  ): JsonValue {
    if (typeof value === 'string') {
      return parameterFor(path, value, container) ?? named(value);
    }
    if (typeof value === 'number') {
      return parameterFor(path, value, container) ?? value;
    }
    if (Array.isArray(value)) {
      const isContainers = path[path.length - 1] === 'containers';
      return value.map((item: JsonValue, index) =>
        visit(item, [...path, index], isContainers ? index : container),
      );
    }
    if (isJsonObject(value)) {
      return Object.fromEntries(
        Object.entries(value).map(([key, inner]) => [
          key,
          visit(inner, [...path, key], container),
        ]),
      );
    }
    return value;
  }

  function parameterFor(
    path: readonly (string | number)[],
    value: string | number,
    container: number,
  ): string | undefined {
    const text = path.join('/');
    const suffix = container === 0 ? '' : String(container + 1);
    if (/^spec\/template\/spec\/containers\/\d+\/image$/.test(text)) {
      return declare(
        `image${suffix}`,
        `string | default=${quoted(value)}`,
        value,
      );
    }
    if (text === 'spec/replicas' && typeof value === 'number') {
      return declare('replicas', `integer | default=${value} minimum=0`, value);
    }
    const size =
      /^spec\/template\/spec\/containers\/\d+\/resources\/(requests|limits)\/(cpu|memory)$/.exec(
        text,
      );
    if (size && typeof value === 'string') {
      const name = size[1] === 'limits' ? `${size[2]}Limit` : size[2];
      return declare(
        `${name}${suffix}`,
        `string | default=${quoted(value)}`,
        value,
      );
    }
    return undefined;
  }

  /** The same parameter twice is only one when the values are the same; otherwise the second stays as it is. */
  function declare(
    name: string,
    field: string,
    value: string | number,
  ): string | undefined {
    const known = parameters[name];
    if (known !== undefined && known !== field) {
      notes.push(
        `Two places could be the parameter ${name}; ${JSON.stringify(
          value,
        )} is left as it is.`,
      );
      return undefined;
    }
    parameters[name] = field;
    return `\${schema.spec.${name}}`;
  }

  /** The common name becomes the instance's, where it stands as a word of its own. */
  function named(text: string): string {
    if (!base || !text.includes(base)) {
      return escaped(text);
    }
    const parts = text.split(
      new RegExp(`(?<![a-z0-9-])${base}(?=$|[^a-z0-9])`),
    );
    return parts.map(escaped).join('${schema.metadata.name}');
  }
}

/** A literal `${` would be read as an expression. */
function escaped(text: string): string {
  return text.replace(/\$\{/g, '${"${"}');
}

function quoted(value: string | number): string {
  return `"${String(value).replace(/["\\]/g, '\\$&')}"`;
}

/** The longest name that all objects begin with, up to a hyphen. */
function commonName(objects: readonly JsonObject[]): string | undefined {
  const names = objects.map(({ metadata }) =>
    isJsonObject(metadata) ? String(metadata.name) : '',
  );
  const [shortest = ''] = [...names].sort((a, b) => a.length - b.length);
  const isCommon = (candidate: string) =>
    names.every(name => name === candidate || name.startsWith(`${candidate}-`));
  const pieces = shortest.split('-');
  for (let count = pieces.length; count > 0; count -= 1) {
    const candidate = pieces.slice(0, count).join('-');
    if (candidate !== '' && isCommon(candidate)) {
      return candidate;
    }
  }
  return undefined;
}

const RESERVED = new Set(['namespace', 'resource', 'instance', 'object']);

function uniqueId({ kind }: JsonObject, taken: Set<string>): string {
  const text = String(kind).replace(/[^A-Za-z0-9]/g, '') || 'part';
  const start = text.charAt(0).toLowerCase() + text.slice(1);
  const base = RESERVED.has(start) ? `${start}Made` : start;
  let id = base;
  for (let count = 2; taken.has(id); count += 1) {
    id = `${base}${count}`;
  }
  taken.add(id);
  return id;
}
