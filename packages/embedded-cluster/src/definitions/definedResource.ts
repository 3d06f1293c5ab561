import { CustomResourceDefinition } from '../model/CustomResourceDefinition';
import { ResourceType } from '../resources/ResourceType';
import { SchemaNode } from '../schema/schema';

const ANYTHING: SchemaNode = {
  type: 'object',
  'x-kubernetes-preserve-unknown-fields': true,
};
const META = 'io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta';

/** The kind that a definition defines, in the version it stores; undefined when it serves none. */
export function definedResource({
  spec: { group, names, scope, versions },
}: CustomResourceDefinition): ResourceType | undefined {
  const version = versions.find(it => it.storage && it.served);
  if (!version) {
    return undefined;
  }
  const schema = version.schema?.openAPIV3Schema ?? ANYTHING;
  return {
    group,
    version: version.name,
    kind: names.kind,
    plural: names.plural,
    singular: names.singular ?? names.kind.toLowerCase(),
    shortNames: names.shortNames ?? [],
    categories: names.categories ?? [],
    namespaced: scope === 'Namespaced',
    subresources: [
      ...(version.subresources?.status ? (['status'] as const) : []),
      ...(version.subresources?.scale ? (['scale'] as const) : []),
    ],
    hasGeneration: true,
    nameRule: 'subdomain',
    schemaId: `${group.split('.').reverse().join('.')}.${version.name}.${
      names.kind
    }`,
    defined: {
      listKind: names.listKind ?? `${names.kind}List`,
      columns: version.additionalPrinterColumns ?? [],
      schema: {
        ...schema,
        properties: {
          ...schema.properties,
          apiVersion: { type: 'string' },
          kind: { type: 'string' },
          metadata: { $ref: `#/components/schemas/${META}` },
        },
        'x-kubernetes-group-version-kind': [
          { group, version: version.name, kind: names.kind },
        ],
      },
    },
  };
}
