import {
  type ClusterObject,
  ENTITY_LABEL,
  ENVIRONMENT_LABEL,
  type TargetFacts,
} from '@mandate/plugin-mandate-common';
import { entityLabel } from '../domain/entityLabel';

/** Finds the target that an object belongs to, by the object's labels and namespace. */
export class TargetsByLabels {
  private readonly targets: ReadonlyMap<string, TargetFacts>;

  /** Of all targets, those in the cluster. */
  constructor(cluster: string, all: readonly TargetFacts[]) {
    this.targets = new Map(
      all
        .filter(target => target.cluster === cluster)
        .map(target => [keyOf(target), target]),
    );
  }

  get isEmpty(): boolean {
    return this.targets.size === 0;
  }

  /** The objects of each target that has any; those of nobody are left out. */
  grouped(objects: readonly ClusterObject[]): readonly {
    readonly target: TargetFacts;
    readonly objects: readonly ClusterObject[];
  }[] {
    const groups = new Map<TargetFacts, ClusterObject[]>();
    for (const object of objects) {
      const target = this.targets.get(keyOfObject(object));
      if (target) {
        const group = groups.get(target) ?? [];
        groups.set(target, group);
        group.push(object);
      }
    }
    return [...groups].map(([target, group]) => ({ target, objects: group }));
  }
}

function keyOf({ entityRef, environment, namespace }: TargetFacts): string {
  return `${namespace}/${entityLabel(entityRef)}/${environment}`;
}

function keyOfObject({ metadata }: ClusterObject): string {
  const { labels, namespace } = metadata;
  return `${namespace}/${labels?.[ENTITY_LABEL]}/${labels?.[ENVIRONMENT_LABEL]}`;
}
