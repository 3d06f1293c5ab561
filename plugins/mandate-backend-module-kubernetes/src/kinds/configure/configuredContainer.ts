import type { ClusterObject } from '@mandate/plugin-mandate-common';
import {
  containersOf,
  type Fields,
  listAt,
  textAt,
  withValueAt,
} from '@mandate/plugin-mandate-node';
import { ownedFields } from '../../domain/managedFields';
import type { VariableChanges } from './configureInput';

/** The workload as it is to be applied, or why it cannot be. */
export type Configured =
  | { readonly type: 'configured'; readonly object: ClusterObject }
  | { readonly type: 'impossible'; readonly words: string };

const CONTAINERS = ['spec', 'template', 'spec', 'containers'] as const;

/** The fields that are ours, with a container's variables changed. Variables of other managers stay theirs. */
export function withVariables(
  live: ClusterObject,
  { container, set, secrets, unset }: VariableChanges,
): Configured {
  const name = containerName(live, container);
  if (name === undefined) {
    const names = containersOf(live).map(one => String(one.name));
    return {
      type: 'impossible',
      words: `Which container is meant? Name one of: ${names.join(
        ', ',
      )} (input container).`,
    };
  }
  const owned = ownedFields(live);
  const ours = containersOf(owned).find(one => one.name === name);
  const present = listAt(
    containersOf(live).find(one => one.name === name),
    'env',
  );
  const own = listAt(ours, 'env');
  const foreign = unset.filter(
    variable =>
      present.some(one => one.name === variable) &&
      !own.some(one => one.name === variable),
  );
  if (foreign.length > 0) {
    return {
      type: 'impossible',
      words: `Mandate did not set ${foreign.join(', ')}, so it cannot take ${
        foreign.length === 1 ? 'it' : 'them'
      } away. Take ${
        foreign.length === 1 ? 'it' : 'them'
      } away where they were set.`,
    };
  }
  const kept = own.filter(
    one =>
      !unset.includes(String(one.name)) &&
      !Object.hasOwn(set, String(one.name)) &&
      !Object.hasOwn(secrets, String(one.name)),
  );
  const added = [
    ...Object.entries(set).map(([variable, value]) => ({
      name: variable,
      value,
    })),
    ...Object.entries(secrets).map(([variable, secretKeyRef]) => ({
      name: variable,
      valueFrom: { secretKeyRef },
    })),
  ];
  return {
    type: 'configured',
    object: withContainer(owned, {
      ...ours,
      name,
      env: [...kept, ...added],
    }),
  };
}

/** The container that is meant: the one that is named, the only one, or the one named like the workload. */
export function containerName(
  live: ClusterObject,
  asked: string | undefined,
): string | undefined {
  const containers = containersOf(live);
  const wanted =
    asked ?? (containers.length === 1 ? undefined : live.metadata.name);
  const found = containers.find(
    ({ name }) => wanted === undefined || name === wanted,
  );
  return found && textAt(found, 'name');
}

/** The object with one container in place of the one of the same name, or beside the others. */
export function withContainer(
  object: ClusterObject,
  container: Fields,
): ClusterObject {
  const containers = containersOf(object);
  const others = containers.some(({ name }) => name === container.name)
    ? containers.map(one => (one.name === container.name ? container : one))
    : [...containers, container];
  return { ...object, ...withValueAt(object, CONTAINERS, others) };
}
