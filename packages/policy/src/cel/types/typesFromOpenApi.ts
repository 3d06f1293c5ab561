import { z } from 'zod';
import { alternativeFieldName, escapePropertyName } from './kubernetesNames';
import type { SchemaNode } from './schemaNode';
import { SchemaTypes } from './schemaTypes';
import type { SchemaDialect } from './schemaTypes';
import type { FieldDeclaration, TypeProvider } from './typeProvider';

const kindName = z.object({
  group: z.string(),
  version: z.string(),
  kind: z.string(),
});

const openApiDocument = z.object({
  components: z
    .object({ schemas: z.record(z.string(), z.unknown()) })
    .optional(),
  definitions: z.record(z.string(), z.unknown()).optional(),
});

const schemaWithKinds = z.object({
  'x-kubernetes-group-version-kind': z.array(kindName),
});

const customResourceDefinition = z.object({
  spec: z.object({
    group: z.string(),
    names: z.object({ kind: z.string() }),
    versions: z.array(
      z.object({
        name: z.string(),
        schema: z
          .object({ openAPIV3Schema: z.record(z.string(), z.unknown()) })
          .optional(),
      }),
    ),
  }),
});

const text = { type: 'string' };
const textMap = { type: 'object', additionalProperties: text };
const instant = { type: 'string', format: 'date-time' };

/** `ObjectMeta`, which definitions of custom resources leave out. */
const objectMeta = {
  type: 'object',
  properties: {
    name: text,
    generateName: text,
    namespace: text,
    uid: text,
    resourceVersion: text,
    generation: { type: 'integer' },
    creationTimestamp: instant,
    deletionTimestamp: instant,
    deletionGracePeriodSeconds: { type: 'integer' },
    labels: textMap,
    annotations: textMap,
    finalizers: { type: 'array', items: text },
    ownerReferences: {
      type: 'array',
      items: {
        type: 'object',
        properties: {
          apiVersion: text,
          kind: text,
          name: text,
          uid: text,
          controller: { type: 'boolean' },
          blockOwnerDeletion: { type: 'boolean' },
        },
      },
    },
  },
};

const kubernetes: SchemaDialect = {
  fieldName: escapePropertyName,
  alternativeFieldName,
  referencedTypeName: reference => reference.split('/').slice(-1)[0],
  complete: node =>
    node['x-kubernetes-embedded-resource'] ? asResource(node) : node,
  bareObject: 'empty',
};

/** The kinds of a Kubernetes API, as types. @public */
export interface KubernetesTypes {
  readonly types: TypeProvider;
  /** The declaration of a variable that holds an object of the kind, such as `object`. */
  findKind(kind: GroupVersionKind): FieldDeclaration | undefined;
}

/** A kind's name; the core group is the empty string. @public */
export interface GroupVersionKind {
  readonly group: string;
  readonly version: string;
  readonly kind: string;
}

/**
 * The types of a Kubernetes OpenAPI document: v3 (`/openapi/v3/…`) or v2 (`/openapi/v2`). Named as Kubernetes' CEL names
 * fields; int-or-string values and objects of unknown fields are `dyn`, strings of format date-time are timestamps.
 *
 * @public
 */
export function typesFromOpenApi(document: unknown): KubernetesTypes {
  const { components, definitions } = openApiDocument.parse(document);
  const provider = new SchemaTypes(document, kubernetes);
  const prefix = components ? '#/components/schemas/' : '#/definitions/';
  const references = new Map(
    Object.entries(components?.schemas ?? definitions ?? {}).flatMap(
      ([name, schema]) =>
        kindsOf(schema).map(kind => [keyOf(kind), `${prefix}${name}`] as const),
    ),
  );
  return {
    types: provider,
    findKind: kind => {
      const $ref = references.get(keyOf(kind));
      return $ref === undefined
        ? undefined
        : provider.declare({ $ref }, kind.kind);
    },
  };
}

/**
 * The types of a CustomResourceDefinition: one kind, in each of its versions.
 *
 * @public
 */
export function typesFromCustomResource(definition: unknown): KubernetesTypes {
  const { spec } = customResourceDefinition.parse(definition);
  const provider = new SchemaTypes({}, kubernetes);
  return {
    types: provider,
    findKind: ({ group, version, kind }) => {
      const found = spec.versions.find(({ name }) => name === version);
      return found && group === spec.group && kind === spec.names.kind
        ? provider.declare(
            asResource(found.schema?.openAPIV3Schema ?? {}),
            `${group}.${version}.${kind}`,
          )
        : undefined;
    },
  };
}

function kindsOf(schema: unknown): readonly GroupVersionKind[] {
  const parsed = schemaWithKinds.safeParse(schema);
  const kinds = parsed.success
    ? parsed.data['x-kubernetes-group-version-kind']
    : [];
  // Shared helper types, such as DeleteOptions, name every group.
  return kinds.length === 1 ? kinds : [];
}

function keyOf({ group, version, kind }: GroupVersionKind): string {
  return `${group}/${version}/${kind}`;
}

/** A schema with the fields that every object of the API has. */
function asResource(node: SchemaNode): SchemaNode {
  return {
    ...node,
    type: 'object',
    properties: {
      ...node.properties,
      apiVersion: { type: 'string' },
      kind: { type: 'string' },
      metadata: objectMeta,
    },
  };
}
