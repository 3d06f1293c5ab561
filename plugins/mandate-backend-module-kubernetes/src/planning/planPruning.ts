import type {
  ClusterObject,
  PlannedObject,
} from '@mandate/plugin-mandate-common';
import type { ObserveContext } from '@mandate/plugin-mandate-node';
import { applyRank } from '../domain/applyOrder';
import { memberKinds, PART_OF_LABEL } from '../domain/applySet';
import { mayBePruned, tooManyPrunedWords } from '../domain/pruning';
import { deleted } from './planObject';

/** What is removed because the set does not have it any more. */
export type PruningOutcome =
  | {
      readonly type: 'planned';
      readonly removed: readonly {
        readonly planned: PlannedObject;
        readonly live: ClusterObject;
      }[];
      /** Objects that are no longer in the set and stay, with the reason; for people. */
      readonly kept: readonly string[];
      /** Members beyond the new version, removed or not: their kinds must be looked for until they are gone. */
      readonly remaining: readonly ClusterObject[];
    }
  | { readonly type: 'impossible'; readonly words: string };

/** Works out which members of a set the new version of it does not have. Last in the order goes first. */
export async function planPruning(
  { clusters, target }: ObserveContext,
  options: {
    /** The live object that stands for the set; nothing is pruned without it. */
    readonly parent: ClusterObject | undefined;
    readonly setId: string;
    readonly desired: readonly ClusterObject[];
    /** The most that one plan may remove. */
    readonly most: number;
  },
): Promise<PruningOutcome> {
  const { parent, setId, desired, most } = options;
  const lists = await Promise.all(
    memberKinds(parent).map(kind =>
      clusters.list(target.cluster, {
        ...kind,
        namespace: target.namespace,
        labelSelector: `${PART_OF_LABEL}=${setId}`,
      }),
    ),
  );
  const stay = new Set(desired.map(keyOf));
  const candidates = lists
    .flat()
    .filter(object => !stay.has(keyOf(object)))
    .filter(({ metadata }) => metadata.deletionTimestamp === undefined)
    .map(live => ({ live, verdict: mayBePruned(live, target) }));
  const removed = candidates
    .filter(({ verdict }) => verdict.type === 'yes')
    .map(({ live }) => ({ planned: deleted(live), live }))
    .sort((left, right) => applyRank(right.planned) - applyRank(left.planned));
  return removed.length > most
    ? { type: 'impossible', words: tooManyPrunedWords(removed.length, most) }
    : {
        type: 'planned',
        removed,
        kept: candidates.flatMap(({ verdict }) =>
          verdict.type === 'no' ? [verdict.words] : [],
        ),
        remaining: candidates.map(({ live }) => live),
      };
}

function keyOf({ apiVersion, kind, metadata }: ClusterObject): string {
  return `${apiVersion} ${kind} ${metadata.name}`;
}
