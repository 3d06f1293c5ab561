import { isJsonObject, JsonObject, JsonValue } from '../../json';
import { JsonPath } from '../../path';
import { SeededRandom } from '../seededRandom';

interface Mutator {
  readonly title: string;
  change(document: JsonObject, random: SeededRandom): JsonValue;
}

const MUTATORS: readonly Mutator[] = [
  {
    title: 'a field is missing',
    change: (document, random) =>
      at(document, anyPath(document, random), () => undefined),
  },
  {
    title: 'a field is misspelt',
    change: (document, random) => {
      const path = anyPath(document, random);
      const key = path[path.length - 1];
      return typeof key === 'string'
        ? at(document, path.slice(0, -1), parent =>
            isJsonObject(parent) ? renamed(parent, key) : parent,
          )
        : document;
    },
  },
  {
    title: 'a value has another type',
    change: (document, random) =>
      at(document, anyPath(document, random), value =>
        otherType(value, random),
      ),
  },
  {
    title: 'a value is a parameter',
    change: (document, random) =>
      at(
        document,
        resourcePath(document, random),
        () => `\${schema.spec.${random.pick(parametersOf(document))}}`,
      ),
  },
  {
    title: 'a value is read from another resource',
    change: (document, random) =>
      at(
        document,
        resourcePath(document, random),
        () =>
          `\${${random.pick(idsOf(document))}.${random.pick([
            'metadata.name',
            'metadata.uid',
            'metadata.labels["app"]',
            'spec.replicas',
            'spec.clusterIP',
            'status.readyReplicas',
            'data.x',
            'kind',
          ])}}`,
      ),
  },
  {
    title: 'a value is computed',
    change: (document, random) =>
      at(document, resourcePath(document, random), value =>
        random.pick([
          '${1}',
          '${true}',
          '${"a" + 1}',
          '${[1, 2]}',
          '${{"a": "b"}}',
          '${schema.metadata.name + "x"}',
          'x-${schema.metadata.name}-${string(1)}',
          'x-${1}',
          '${schema.spec}',
          '${unknown.name}',
          '${',
          '$${schema.metadata.name}',
          '${null}',
          typeof value === 'string' ? `\${"${value}"}` : '${1.5}',
        ]),
      ),
  },
  {
    title: 'a parameter is declared otherwise',
    change: (document, random) =>
      at(
        document,
        ['spec', 'schema', 'spec', random.pick(parametersOf(document))],
        value =>
          random.pick([
            'string',
            'integer',
            'boolean | default=true',
            '[]string',
            'map[string]string | default={}',
            'object',
            'float | default=1.5',
            'string | required=true',
            'integer | default=1 minimum=1 maximum=3',
            'string | enum="a,b" default=a',
            'string | pattern="^[a-z]+$"',
            'string | default=x immutable=true',
            'integer | default=2 validation="self % 2 == 0"',
            '[]integer | default=[1,2] uniqueItems=true',
            '[]string | listType=atomic',
            'Nothing',
            'string | wrong=1',
            'string |',
            typeof value === 'string' ? `${value} maxLength=3` : 'string',
          ]),
      ),
  },
  {
    title: 'resources change places',
    change: document =>
      at(document, ['spec', 'resources'], value =>
        Array.isArray(value) ? [...value].reverse() : value,
      ),
  },
  {
    title: 'a resource is repeated for each item',
    change: (document, random) =>
      inResource(document, random, resource => ({
        ...resource,
        forEach: [
          {
            [random.pick(['item1', 'name', 'region'])]: random.pick([
              "${['a', 'b']}",
              '${[]}',
              '${["a", "a"]}',
              '${1}',
              'text',
              `\${schema.spec.${random.pick(parametersOf(document))}}`,
            ]),
          },
        ],
        template: random.chance(0.7)
          ? at(resource.template ?? {}, ['metadata', 'name'], name =>
              typeof name === 'string'
                ? `${name}-\${${random.pick(['item1', 'name', 'region'])}}`
                : name,
            )
          : resource.template ?? {},
      })),
  },
  {
    title: 'a resource has a condition',
    change: (document, random) =>
      inResource(document, random, resource => ({
        ...resource,
        [random.pick(['includeWhen', 'readyWhen'])]: [
          random.pick([
            '${true}',
            '${false}',
            '${1 > 2}',
            '${"yes"}',
            'true',
            `\${schema.spec.${random.pick(parametersOf(document))}}`,
            `\${schema.spec.${random.pick(parametersOf(document))} == 'x'}`,
            `\${${random.pick(idsOf(document))}.metadata.name == 'x'}`,
            `\${${String(resource.id)}.metadata.name != ''}`,
          ]),
        ],
      })),
  },
  {
    title: 'an id is another',
    change: (document, random) =>
      inResource(document, random, resource => ({
        ...resource,
        id: random.pick([...idsOf(document), 'other', 'Upper', 'kind', 'a-b']),
      })),
  },
];

/** A document with something in it changed at random, as people and careless programs do. */
export function mutate(
  document: JsonObject,
  random: SeededRandom,
): { readonly title: string; readonly document: JsonObject } {
  const mutator = random.pick(MUTATORS);
  const changed = mutator.change(document, random);
  return {
    title: mutator.title,
    // safety: a change at a path below the root leaves an object an object.
    document: changed as JsonObject,
  };
}

/** The document with the value at a path replaced, or removed by `undefined`; as it was when there is no such path. */
export function at(
  value: JsonValue,
  path: JsonPath,
  change: (value: JsonValue) => JsonValue | undefined,
): JsonValue {
  const [step, ...rest] = path;
  if (step === undefined) {
    return change(value) ?? null;
  }
  if (Array.isArray(value)) {
    return value.flatMap((item, index) => {
      if (index !== step) {
        return [item];
      }
      const changed = rest.length ? at(item, rest, change) : change(item);
      return changed === undefined ? [] : [changed];
    });
  }
  if (!isJsonObject(value) || !Object.hasOwn(value, step)) {
    return value;
  }
  const changed = rest.length
    ? at(value[step], rest, change)
    : change(value[step]);
  const { [step]: _, ...others } = value;
  return changed === undefined ? others : { ...value, [step]: changed };
}

function inResource(
  document: JsonObject,
  random: SeededRandom,
  change: (resource: JsonObject) => JsonObject,
): JsonValue {
  const index = Math.floor(random.next() * idsOf(document).length);
  return at(document, ['spec', 'resources', index], resource =>
    isJsonObject(resource) ? change(resource) : resource,
  );
}

function renamed(parent: JsonObject, key: string): JsonObject {
  return Object.fromEntries(
    Object.entries(parent).map(([name, value]) => [
      name === key ? `${name}x` : name,
      value,
    ]),
  );
}

function otherType(value: JsonValue, random: SeededRandom): JsonValue {
  const choices: readonly JsonValue[] = [
    'text',
    7,
    1.5,
    true,
    null,
    [],
    {},
    ['text'],
    { a: 'b' },
  ];
  const others = choices.filter(other => typeof other !== typeof value);
  return random.pick(others);
}

function anyPath(document: JsonObject, random: SeededRandom): JsonPath {
  const { spec } = document;
  return ['spec', ...random.pick(pathsOf(spec, []))];
}

/** A leaf of some resource's template. */
function resourcePath(document: JsonObject, random: SeededRandom): JsonPath {
  const leaves = pathsOf(document.spec, []).filter(
    path => path[0] === 'resources' && path[2] === 'template',
  );
  return ['spec', ...random.pick(leaves)];
}

function pathsOf(value: JsonValue, path: JsonPath): readonly JsonPath[] {
  return [
    ...(path.length > 0 ? [path] : []),
    ...childrenOf(value).flatMap(([step, child]) =>
      pathsOf(child, [...path, step]),
    ),
  ];
}

function childrenOf(
  value: JsonValue,
): readonly (readonly [string | number, JsonValue])[] {
  if (Array.isArray(value)) {
    return value.map((item, index) => [index, item]);
  }
  return isJsonObject(value) ? Object.entries(value) : [];
}

function parametersOf(document: JsonObject): readonly string[] {
  const { spec } = document;
  const schema = isJsonObject(spec) ? spec.schema : undefined;
  const parameters = isJsonObject(schema) ? schema.spec : undefined;
  return [...(isJsonObject(parameters) ? Object.keys(parameters) : []), 'none'];
}

function idsOf(document: JsonObject): readonly string[] {
  const { spec } = document;
  const resources = isJsonObject(spec) ? spec.resources : undefined;
  return Array.isArray(resources)
    ? resources.map((resource: JsonValue) =>
        isJsonObject(resource) ? String(resource.id) : '',
      )
    : [];
}
