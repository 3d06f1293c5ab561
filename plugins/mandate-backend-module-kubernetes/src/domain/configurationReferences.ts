import type { ClusterObject } from '@mandate/plugin-mandate-common';
import {
  containersOf,
  type Fields,
  fieldsAt,
  listAt,
  textAt,
} from '@mandate/plugin-mandate-node';

/** Something a pod cannot start without. */
export interface ConfigurationReference {
  readonly kind: 'ConfigMap' | 'Secret' | 'PersistentVolumeClaim';
  readonly name: string;
}

/** ConfigMaps, Secrets and claims that a workload's pods refer to, each once; what is marked optional is left out. */
export function configurationReferences(
  workload: ClusterObject,
): readonly ConfigurationReference[] {
  const pod = fieldsAt(workload, 'spec', 'template', 'spec');
  const containers = [
    ...containersOf(workload),
    ...listAt(pod, 'initContainers'),
  ];
  const found = [
    ...containers.flatMap(container => [
      ...listAt(container, 'envFrom').flatMap(fromSources),
      ...listAt(container, 'env').flatMap(fromValue),
    ]),
    ...listAt(pod, 'volumes').flatMap(fromVolume),
    ...listAt(pod, 'imagePullSecrets').flatMap(secret =>
      reference('Secret', secret, 'name'),
    ),
  ];
  const byKey = new Map(found.map(item => [`${item.kind} ${item.name}`, item]));
  return [...byKey.values()];
}

function fromSources(source: Fields): readonly ConfigurationReference[] {
  return [
    ...reference('ConfigMap', fieldsAt(source, 'configMapRef'), 'name'),
    ...reference('Secret', fieldsAt(source, 'secretRef'), 'name'),
  ];
}

function fromValue(variable: Fields): readonly ConfigurationReference[] {
  const from = fieldsAt(variable, 'valueFrom');
  return [
    ...reference('ConfigMap', fieldsAt(from, 'configMapKeyRef'), 'name'),
    ...reference('Secret', fieldsAt(from, 'secretKeyRef'), 'name'),
  ];
}

function fromVolume(volume: Fields): readonly ConfigurationReference[] {
  return [
    ...fromProjection(volume),
    ...listAt(volume, 'projected', 'sources').flatMap(fromProjection),
    ...reference('Secret', fieldsAt(volume, 'secret'), 'secretName'),
    ...reference(
      'PersistentVolumeClaim',
      fieldsAt(volume, 'persistentVolumeClaim'),
      'claimName',
    ),
  ];
}

function fromProjection(source: Fields): readonly ConfigurationReference[] {
  return [
    ...reference('ConfigMap', fieldsAt(source, 'configMap'), 'name'),
    ...reference('Secret', fieldsAt(source, 'secret'), 'name'),
  ];
}

function reference(
  kind: ConfigurationReference['kind'],
  from: Fields,
  field: string,
): readonly ConfigurationReference[] {
  const name = textAt(from, field);
  return name === undefined || from.optional === true ? [] : [{ kind, name }];
}
