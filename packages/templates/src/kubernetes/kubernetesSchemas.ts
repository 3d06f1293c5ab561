import {
  FieldDeclaration,
  GroupVersionKind,
  TypeProvider,
  typesFromOpenApi,
} from '@mandate/policy';
import { z } from 'zod';
import { SchemaNode } from './schemaNode';

/**
 * What is known of a kind: its schema with references to follow by `resolve`, its type in expressions, and whether its
 * objects live in namespaces.
 *
 * @public
 */
export interface KindSchema {
  readonly namespaced: boolean;
  readonly declaration: FieldDeclaration;
  /** The schema object of the kind, as the OpenAPI document has it. */
  readonly node: object;
}

/**
 * The kinds a cluster serves. Templates are checked against them; a kind that is not among them is warned of and left
 * to the server-side dry run.
 *
 * @public
 */
export interface KubernetesSchemas {
  find(kind: GroupVersionKind): KindSchema | undefined;
  /** The types of the kinds' fields, for expressions. */
  readonly types: TypeProvider;
  /** The schema behind a reference such as `#/components/schemas/io.k8s.api.core.v1.PodSpec`. */
  resolve(reference: string): object | undefined;
}

const groupVersionKind = z.object({
  group: z.string(),
  version: z.string(),
  kind: z.string(),
});

const documentSchema = z.object({
  paths: z.record(z.string(), z.unknown()).optional(),
  components: z
    .object({ schemas: z.record(z.string(), z.looseObject({})).optional() })
    .optional(),
});

const operationSchema = z.object({
  'x-kubernetes-group-version-kind': groupVersionKind,
});

const PREFIX = '#/components/schemas/';

/**
 * The kinds of OpenAPI v3 documents, as an API server has them under `/openapi/v3/…`, one or more group versions
 * together.
 *
 * @throws ZodError when a document is no OpenAPI document
 * @public
 */
export function schemasFromOpenApi(
  documents: readonly unknown[],
): KubernetesSchemas {
  const parsed = documents.map(document => documentSchema.parse(document));
  const schemas = Object.assign(
    {},
    ...parsed.map(({ components }) => components?.schemas ?? {}),
  ) as Record<string, SchemaNode>; // safety: only read, and each part is looked at before it is used
  const types = typesFromOpenApi({ components: { schemas } });
  const nodes = new Map(
    Object.entries(schemas).flatMap(([name, node]) =>
      kindsOf(node).map(kind => [keyOf(kind), schemas[name]] as const),
    ),
  );
  const clusterScoped = new Set(
    parsed.flatMap(({ paths = {} }) => clusterKinds(paths)),
  );
  return {
    types: types.types,
    find: kind => {
      const node = nodes.get(keyOf(kind));
      const declaration = types.findKind(kind);
      return node && declaration
        ? { node, declaration, namespaced: !clusterScoped.has(keyOf(kind)) }
        : undefined;
    },
    resolve: reference =>
      reference.startsWith(PREFIX)
        ? schemas[reference.slice(PREFIX.length)]
        : undefined,
  };
}

/** The group, version and kind of an `apiVersion` such as `apps/v1`. */
export function groupVersionKindOf(
  apiVersion: string,
  kind: string,
): GroupVersionKind {
  const slash = apiVersion.indexOf('/');
  return {
    group: slash < 0 ? '' : apiVersion.slice(0, slash),
    version: apiVersion.slice(slash + 1),
    kind,
  };
}

/** Kinds that can be created, and not under a namespace. */
function clusterKinds(
  paths: Readonly<Record<string, unknown>>,
): readonly string[] {
  return Object.entries(paths).flatMap(([path, operations]) => {
    const post = z.object({ post: operationSchema }).safeParse(operations);
    return post.success && !path.includes('/namespaces/{namespace}/')
      ? keyOf(post.data.post['x-kubernetes-group-version-kind'])
      : [];
  });
}

function kindsOf(node: unknown): readonly GroupVersionKind[] {
  const parsed = z
    .object({ 'x-kubernetes-group-version-kind': z.array(groupVersionKind) })
    .safeParse(node);
  const kinds = parsed.success
    ? parsed.data['x-kubernetes-group-version-kind']
    : [];
  // Helper types such as DeleteOptions name every group.
  return kinds.length === 1 ? kinds : [];
}

function keyOf({ group, version, kind }: GroupVersionKind): string {
  return `${group}/${version}/${kind}`;
}
