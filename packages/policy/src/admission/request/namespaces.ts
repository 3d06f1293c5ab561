import type { NamespaceObject } from './kubernetesObject';

const nameLabel = 'kubernetes.io/metadata.name';

/** The cluster's namespaces, by name; each has the label with its name that the API server gives to all. @public */
export class Namespaces {
  private readonly byName: ReadonlyMap<string, NamespaceObject>;

  constructor(namespaces: readonly NamespaceObject[]) {
    this.byName = new Map(
      namespaces.map(namespace => [
        namespace.metadata.name ?? '',
        withNameLabel(namespace),
      ]),
    );
  }

  find(name: string): NamespaceObject | undefined {
    return this.byName.get(name);
  }
}

function withNameLabel(namespace: NamespaceObject): NamespaceObject {
  const { name = '', labels } = namespace.metadata;
  return labels?.[nameLabel]
    ? namespace
    : {
        ...namespace,
        metadata: {
          ...namespace.metadata,
          labels: { ...labels, [nameLabel]: name },
        },
      };
}
