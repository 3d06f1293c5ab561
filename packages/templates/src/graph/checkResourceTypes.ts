import { checkAgainstSchema } from '../kubernetes/checkAgainstSchema';
import { KindSchema, KubernetesSchemas } from '../kubernetes/kubernetesSchemas';
import { SchemaNode } from '../kubernetes/schemaNode';
import { SchemaReader } from '../kubernetes/schemaReader';
import { TypeFit } from '../kubernetes/typeFit';
import { templateError, UnplacedProblem } from '../problem';
import {
  expressionsAt,
  expressionsIn,
  TemplateNode,
  TemplateResource,
} from '../template';
import { isClusterKind } from './checkObject';
import { isFilledByCluster } from './clusterFields';
import { checkUpstream, UpstreamCheck } from './checkUpstream';

const TEXT: SchemaNode = { type: 'string' };

/** What names an object that is only read; the selector is Kubernetes' `LabelSelector`. */
const EXTERNAL_REFERENCE: SchemaNode = {
  type: 'object',
  properties: {
    apiVersion: TEXT,
    kind: TEXT,
    metadata: {
      type: 'object',
      properties: {
        name: TEXT,
        namespace: TEXT,
        selector: {
          type: 'object',
          properties: {
            matchLabels: { type: 'object', additionalProperties: TEXT },
            matchExpressions: {
              type: 'array',
              items: {
                type: 'object',
                required: ['key', 'operator'],
                properties: {
                  key: TEXT,
                  operator: {
                    type: 'string',
                    enum: ['In', 'NotIn', 'Exists', 'DoesNotExist'],
                  },
                  values: { type: 'array', items: TEXT },
                },
              },
            },
          },
        },
      },
    },
  },
};

/** Checks resources against their kinds' schemas, and what they and the status read of each other. */
export function checkResourceTypes(options: {
  readonly resources: readonly TemplateResource[];
  readonly status: TemplateNode | undefined;
  readonly knownKinds: ReadonlyMap<string, KindSchema | undefined>;
  readonly schemas: KubernetesSchemas | undefined;
}): UpstreamCheck {
  const { resources, status, knownKinds, schemas } = options;
  const reader = new SchemaReader(schemas ?? { resolve: () => undefined });
  const fit = new TypeFit(reader);
  const expressions = [
    ...resources.flatMap(({ body, includeWhen, forEach }) => [
      ...expressionsIn(body),
      ...includeWhen,
      ...forEach.map(({ list }) => list),
    ]),
    ...(status ? expressionsIn(status) : []),
  ];
  const upstream = checkUpstream(
    expressions,
    resources
      .filter(({ kind }) => kind === 'object')
      .map(({ id, type, body }) => {
        const known = knownKinds.get(id);
        const { kind } = type;
        return { id, kind, body, schema: known && schemaOf(known) };
      }),
    reader,
  );
  const problems = [
    ...resources.flatMap(resource => {
      const known = knownKinds.get(resource.id);
      if (!known) {
        return schemas ? [unknownKind(resource)] : [];
      }
      return [
        ...clusterScoped(resource, known),
        ...checkAgainstSchema({
          body: resource.body,
          path: [
            ...resource.path,
            isExternal(resource) ? 'externalRef' : 'template',
          ],
          schema: isExternal(resource) ? EXTERNAL_REFERENCE : schemaOf(known),
          reader,
          fit,
        }),
      ];
    }),
    ...upstream.problems,
    ...resources.flatMap(resource => lateNames(resource, resources)),
  ];
  return { problems, filledIn: upstream.filledIn };
}

/** An object's name must be known before anything is applied: it is what people approve. */
function lateNames(
  { id, body, kind }: TemplateResource,
  resources: readonly TemplateResource[],
): readonly UnplacedProblem[] {
  const made = resources.filter(other => other.kind === 'object');
  return kind === 'external' || kind === 'external-collection'
    ? []
    : expressionsAt(body, ['metadata', 'name']).flatMap(
        ({ path, references }) =>
          references
            .filter(
              ({ root, fields }) =>
                made.some(other => other.id === root) &&
                isFilledByCluster(fields),
            )
            .map(({ root, fields }) =>
              templateError(
                'not-known-before-apply',
                path,
                `${[root, ...fields].join(
                  '.',
                )} is known only after ${root} was applied, but the name of ${id} must be known before. Use what the template itself sets.`,
              ),
            ),
      );
}

function isExternal({ kind }: TemplateResource): boolean {
  return kind === 'external' || kind === 'external-collection';
}

function schemaOf({ node }: KindSchema): SchemaNode {
  // safety: the reader looks at every field before it is used.
  return node as SchemaNode;
}

/** What a template makes stays in the instance's namespace. */
function clusterScoped(
  resource: TemplateResource,
  known: KindSchema,
): readonly UnplacedProblem[] {
  const isReported = isClusterKind(resource.type.kind);
  return known.namespaced || isReported || isExternal(resource)
    ? []
    : [
        templateError(
          'invalid-field',
          [...resource.path, 'template', 'kind'],
          `A ${resource.type.kind} lives outside namespaces. An instance stays in its own namespace; ask the platform's owners to provide it.`,
        ),
      ];
}

/** Not an error: kinds come with operators that the cluster at hand may lack. */
function unknownKind(resource: TemplateResource): UnplacedProblem {
  const { apiVersion, kind } = resource.type;
  return {
    severity: 'warning',
    code: 'unknown-kind',
    path: [
      ...resource.path,
      isExternal(resource) ? 'externalRef' : 'template',
      'kind',
    ],
    message: `The cluster serves no ${kind} of ${apiVersion}, so that its fields cannot be checked here. Install its definition, or correct the kind.`,
  };
}
