import { KubernetesObject } from '../model/KubernetesObject';
import { ResourceType } from './ResourceType';

/** What a kind has that most do not. */
export interface RowOptions {
  readonly schemaPrefix: string;
  readonly singular?: string;
  readonly shortNames?: readonly string[];
  readonly categories?: readonly string[];
  readonly namespaced?: boolean;
  readonly subresources?: ResourceType['subresources'];
  readonly hasGeneration?: boolean;
  readonly nameRule?: ResourceType['nameRule'];
}

/** A row of the table of served kinds. What is not given is what most kinds have. */
export function row<T extends KubernetesObject = KubernetesObject>(
  group: string,
  version: string,
  kind: string,
  plural: string,
  options: RowOptions,
): ResourceType<T> {
  return {
    group,
    version,
    kind,
    plural,
    singular: options.singular ?? kind.toLowerCase(),
    shortNames: options.shortNames ?? [],
    categories: options.categories ?? [],
    namespaced: options.namespaced ?? true,
    subresources: options.subresources ?? [],
    hasGeneration: options.hasGeneration ?? false,
    nameRule: options.nameRule ?? 'subdomain',
    schemaId: `${options.schemaPrefix}.${kind}`,
  };
}
