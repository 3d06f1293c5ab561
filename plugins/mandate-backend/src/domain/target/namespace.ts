import { NAMESPACE_ANNOTATION } from '@mandate/plugin-mandate-common';
import { clustersOf } from './cluster';

const PLACEHOLDER = /\{([a-z]+)\}/g;

/** What of an environment matters for its namespaces. */
export interface NamespaceEnvironment {
  readonly name: string;
  readonly cluster: string;
  /** All that the environment has, when there are several. */
  readonly clusters?: readonly string[];
  /** May hold `{system}`, `{environment}`, `{name}` and `{owner}`. */
  readonly namespace: string;
  readonly production: boolean;
}

/** What the placeholders of one entity stand for, in every environment. */
export interface EntityNames {
  readonly system: string;
  readonly name: string;
  readonly owner: string;
}

/** An entity's namespace in an environment: what its annotation says, or else what the environment's pattern gives. */
export function namespaceIn(
  environment: NamespaceEnvironment,
  names: EntityNames,
  annotation: string | undefined,
): string {
  const values: Readonly<Record<string, string>> = {
    ...names,
    environment: environment.name,
  };
  return (annotation ?? environment.namespace).replace(
    PLACEHOLDER,
    (placeholder, name: string) => (values[name] ?? placeholder).toLowerCase(),
  );
}

/**
 * Why an annotation may not choose this namespace, in words. An environment's mandates decide about its namespaces: who
 * could bind an entity of `dev` to a namespace of `prod` would have it decided by the mandates of `dev`. So an entity
 * that comes with a change chooses nothing, and one of the catalog nothing that can be another environment's.
 */
export function namespaceProblem(options: {
  readonly environment: NamespaceEnvironment;
  /** All that are configured. */
  readonly environments: readonly NamespaceEnvironment[];
  readonly names: EntityNames;
  readonly annotation: string | undefined;
  readonly inCatalog: boolean;
}): string | undefined {
  const { environment, names, annotation } = options;
  const namespace = namespaceIn(environment, names, annotation);
  const byPattern = namespaceIn(environment, names, undefined);
  if (annotation === undefined || namespace === byPattern) {
    return undefined;
  }
  if (!options.inCatalog) {
    return `An entity that comes with a change cannot choose its namespace: ${NAMESPACE_ANNOTATION} asks for '${namespace}', and in ${environment.name} it is '${byPattern}'. Leave the annotation out, or register the entity in the catalog first.`;
  }
  const own = clustersOf(environment);
  const others = options.environments.filter(
    other =>
      other.name !== environment.name &&
      clustersOf(other).some(cluster => own.includes(cluster)),
  );
  const owner = others.find(other => canGive(other, namespace));
  if (owner) {
    return `The annotation ${NAMESPACE_ANNOTATION} asks for the namespace '${namespace}' in ${environment.name}, but that is one of the environment ${owner.name}, whose mandates decide about it. Leave the annotation out, or name a namespace that is no other environment's.`;
  }
  // Of environments that share a namespace, production alone may have it: its mandates are those that must not be evaded.
  const sharer = others.find(
    other =>
      namespaceIn(other, names, annotation) === namespace &&
      !(environment.production && !other.production),
  );
  return sharer
    ? `The annotation ${NAMESPACE_ANNOTATION} gives the same namespace '${namespace}' in ${environment.name} and in ${sharer.name}, so it is not clear whose mandates decide. Write {environment} into it.`
    : undefined;
}

/** Whether an environment's pattern gives the namespace for whatever entity. */
function canGive(environment: NamespaceEnvironment, namespace: string) {
  const parts = environment.namespace
    .toLowerCase()
    .replaceAll('{environment}', environment.name)
    .split(/\{(?:system|name|owner)\}/);
  const pattern = parts.map(escaped).join('[a-z0-9-]+');
  return new RegExp(`^${pattern}$`).test(namespace);
}

function escaped(literal: string): string {
  return literal.replace(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);
}
