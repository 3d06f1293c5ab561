import { isSecretReference, type JsonValue } from '@mandate/configuration';
import type {
  ClusterObject,
  ConfigurationReferencesView,
  TargetFacts,
} from '@mandate/plugin-mandate-common';
import { containersOf, listAt, textAt } from '@mandate/plugin-mandate-node';
import type { DependencySources } from './dependencyFacts';

/** A list to choose from that is longer helps nobody. */
const MOST_NAMES = 500;

const workloads = ['Deployment', 'StatefulSet', 'DaemonSet'] as const;

/**
 * Names that a target's configuration can refer to. Secrets are those that pods of its namespace or the configuration refer
 * to already: a list of Secrets could not be asked for without being allowed to read them. What a cluster does not tell is
 * left out; names can be written, too.
 */
export async function knownReferences(
  target: TargetFacts,
  configured: JsonValue,
  { clusters, targets }: DependencySources,
): Promise<ConfigurationReferencesView> {
  const { cluster, namespace, environment } = target;
  const list = (apiVersion: string, kind: string) =>
    clusters
      .list(cluster, { apiVersion, kind, namespace })
      .catch((): readonly ClusterObject[] => []);
  const [services, all, ...lists] = await Promise.all([
    list('v1', 'Service'),
    targets.all(),
    ...workloads.map(kind => list('apps/v1', kind)),
  ]);
  const own = services.filter(
    ({ metadata }) => metadata.name === target.workload.name,
  );
  return {
    secrets: secretsOf([
      ...referencesIn(configured),
      ...lists.flat().flatMap(referencesOf),
    ]),
    services: sorted(
      all
        .filter(one => one.environment === environment)
        .map(({ entityRef }) => entityRef.replace(/^component:default\//, '')),
    ),
    ports: sorted(own.flatMap(portsOf)),
    endpoints: sorted(
      services.flatMap(service =>
        portsOf(service).map(port => `${service.metadata.name}:${port}`),
      ),
    ),
  };
}

/** A Secret's name, and a key of it where one is named. */
interface SecretName {
  readonly name: string;
  readonly key?: string;
}

function secretsOf(
  names: readonly SecretName[],
): ConfigurationReferencesView['secrets'] {
  const keys = new Map<string, Set<string>>();
  for (const { name, key } of names) {
    const known = keys.get(name) ?? new Set();
    keys.set(name, key === undefined ? known : known.add(key));
  }
  return sorted([...keys.keys()]).map(name => ({
    name,
    keys: sorted([...(keys.get(name) ?? [])]),
  }));
}

function referencesIn(value: JsonValue): readonly SecretName[] {
  if (isSecretReference(value)) {
    return [value.secretRef];
  }
  return typeof value === 'object' && value !== null
    ? Object.values(value).flatMap(referencesIn)
    : [];
}

function referencesOf(workload: ClusterObject): readonly SecretName[] {
  const volumes = listAt(workload, 'spec', 'template', 'spec', 'volumes');
  return [
    ...containersOf(workload).flatMap(container => [
      ...listAt(container, 'env').map(one => ({
        name: textAt(one, 'valueFrom', 'secretKeyRef', 'name'),
        key: textAt(one, 'valueFrom', 'secretKeyRef', 'key'),
      })),
      ...listAt(container, 'envFrom').map(one => ({
        name: textAt(one, 'secretRef', 'name'),
      })),
    ]),
    ...volumes.map(volume => ({
      name: textAt(volume, 'secret', 'secretName'),
    })),
  ].flatMap(({ name, ...key }) =>
    name === undefined ? [] : [{ name, ...key }],
  );
}

function portsOf(service: ClusterObject): readonly string[] {
  return listAt(service, 'spec', 'ports').flatMap(({ port }) =>
    typeof port === 'number' ? [String(port)] : [],
  );
}

function sorted(names: readonly string[]): readonly string[] {
  return [...new Set(names)].sort().slice(0, MOST_NAMES);
}
