import { JsonObject } from '../model/KubernetesObject';
import { ResourceType } from '../resources/ResourceType';
import { ResourceRegistry } from '../resources/ResourceRegistry';
import { SCHEMAS } from '../schema/schema';
import { KUBERNETES_VERSION, servedPaths } from './discovery';

const PATCH_TYPES = [
  'application/apply-patch+yaml',
  'application/json-patch+json',
  'application/merge-patch+json',
  'application/strategic-merge-patch+json',
];

const WRITE_PARAMETERS = ['dryRun', 'fieldManager', 'fieldValidation'];
const documents = new Map<string, object>();

/** `/openapi/v3`: where each group's document is. */
export function openApiIndex(resources: ResourceRegistry) {
  return {
    paths: Object.fromEntries(
      servedPaths(resources).map(path => [
        path,
        { serverRelativeURL: `/openapi/v3/${path}?hash=${KUBERNETES_VERSION}` },
      ]),
    ),
  };
}

/** The OpenAPI v3 document of one group version, such as `apis/apps/v1`; undefined when it is not served. */
export function openApiDocument(
  path: string,
  resources: ResourceRegistry,
): object | undefined {
  if (!servedPaths(resources).includes(path)) {
    return undefined;
  }
  const known = documents.get(path);
  if (known) {
    return known;
  }
  const types = resources
    .list()
    .filter(
      type =>
        (type.group
          ? `apis/${type.group}/${type.version}`
          : `api/${type.version}`) === path,
    );
  const document = {
    openapi: '3.0.0',
    info: { title: 'Kubernetes', version: KUBERNETES_VERSION },
    paths: Object.fromEntries(types.flatMap(type => pathsOf(`/${path}`, type))),
    components: { schemas: reachableSchemas(types) },
  };
  if (!types.some(type => type.defined)) {
    documents.set(path, document);
  }
  return document;
}

function pathsOf(root: string, type: ResourceType): [string, JsonObject][] {
  const collection = type.namespaced
    ? `${root}/namespaces/{namespace}/${type.plural}`
    : `${root}/${type.plural}`;
  return [
    [
      collection,
      {
        get: operation(type, 'list', [], `${type.schemaId}List`),
        post: {
          ...operation(type, 'post', WRITE_PARAMETERS),
          requestBody: bodyOf(type),
        },
      },
    ],
    [
      `${collection}/{name}`,
      {
        get: operation(type, 'get', []),
        put: {
          ...operation(type, 'put', WRITE_PARAMETERS),
          requestBody: bodyOf(type),
        },
        patch: {
          ...operation(type, 'patch', [...WRITE_PARAMETERS, 'force']),
          requestBody: {
            content: Object.fromEntries(
              PATCH_TYPES.map(contentType => [
                contentType,
                {
                  schema: {
                    $ref: reference(
                      'io.k8s.apimachinery.pkg.apis.meta.v1.Patch',
                    ),
                  },
                },
              ]),
            ),
            required: true,
          },
        },
        delete: operation(type, 'delete', [
          'dryRun',
          'gracePeriodSeconds',
          'propagationPolicy',
        ]),
      },
    ],
  ];
}

/** kubectl reads the kind and the parameters of the PATCH operation to learn what the server can do. */
function operation(
  type: ResourceType,
  action: string,
  parameters: string[],
  responseId = type.schemaId,
): JsonObject {
  const { group, version, kind } = type;
  return {
    parameters: parameters.map(name => ({
      name,
      in: 'query',
      schema: {
        type: name === 'force' ? 'boolean' : 'string',
        uniqueItems: true,
      },
    })),
    responses: {
      200: {
        description: 'OK',
        content: {
          'application/json': { schema: { $ref: reference(responseId) } },
        },
      },
    },
    'x-kubernetes-action': action,
    'x-kubernetes-group-version-kind': { group, version, kind },
  };
}

function bodyOf(type: ResourceType): JsonObject {
  return {
    content: { '*/*': { schema: { $ref: reference(type.schemaId) } } },
    required: true,
  };
}

function reference(id: string): string {
  return `#/components/schemas/${id}`;
}

function reachableSchemas(types: ResourceType[]) {
  const wanted = [
    'io.k8s.apimachinery.pkg.apis.meta.v1.Patch',
    'io.k8s.apimachinery.pkg.apis.meta.v1.DeleteOptions',
    'io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta',
    ...types.flatMap(type => [type.schemaId, `${type.schemaId}List`]),
  ];
  const found: Record<string, unknown> = {};
  for (const { schemaId, defined } of types) {
    if (defined) {
      found[schemaId] = defined.schema;
    }
  }
  for (let id = wanted.pop(); id !== undefined; id = wanted.pop()) {
    if (!found[id] && SCHEMAS[id]) {
      found[id] = SCHEMAS[id];
      const references = JSON.stringify(SCHEMAS[id]).matchAll(
        /"#\/components\/schemas\/([^"]+)"/g,
      );
      wanted.push(...[...references].map(match => match[1]));
    }
  }
  return found;
}
