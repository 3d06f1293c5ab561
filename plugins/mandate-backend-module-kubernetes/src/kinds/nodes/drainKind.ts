import type {
  ClusterObject,
  Plan,
  PlannedObject,
} from '@mandate/plugin-mandate-common';
import type {
  ChangeKind,
  Check,
  ObserveContext,
  PlanOutcome,
  StepContext,
} from '@mandate/plugin-mandate-node';
import { figuresOf } from '@mandate/plugin-mandate-node';
import { z } from 'zod';
import { hasLocalData, isUnmanaged } from '../../domain/evictable';
import { plannedSteps } from '../../domain/plannedObjects';
import { targetVersion } from '../../domain/targetVersion';
import type { KubernetesKindOptions } from '../KubernetesKindOptions';
import { workloadKind } from '../workloadKind';
import { EVICTION_TIMEOUT_SECONDS, evictStep, podsToEvict } from './evictStep';
import { nodeNameSchema, planNode } from './planNode';

const inputSchema = z.strictObject({
  node: nodeNameSchema,
  /** Whether data that pods keep on the node (`emptyDir`) may be lost. */
  loseLocalData: z.boolean().default(false),
});
type DrainInput = z.output<typeof inputSchema>;

const EVICT_PREFIX = 'evict-node-';

/** Empties a node: keeps new pods away, and moves the others elsewhere. */
export function drainKind(
  options: KubernetesKindOptions,
): ChangeKind<DrainInput> {
  const asCordon = workloadKind(options);
  return {
    ...asCordon,
    step: (plan, stepId) =>
      stepId.startsWith(EVICT_PREFIX)
        ? evictStep(stepId.slice(EVICT_PREFIX.length))
        : asCordon.step(plan, stepId),
    check: async context => [
      ...(await asCordon.check(context)),
      await emptyCheck(context),
    ],
    name: 'drain',
    title: 'Drain',
    description:
      "Empties a `node`: keeps new pods away and evicts the others, as their disruption budgets allow; pods of DaemonSets stay. Impossible while a pod is on it that nothing would make again elsewhere, or that keeps data there, unless `loseLocalData: true`. Undone, the node takes pods again; they do not move back. The target is the catalog Resource that stands for the cluster's nodes.",
    inputSchema,
    risk: {
      destructive: false,
      touchesIdentity: false,
      touchesData: false,
      irreversibility: 0.2,
    },
    describe: ({ node }, target) => `Drain node ${node} of ${target.cluster}`,
    plan: (context, input) => planDrain(context, input, options),
  };
}

async function planDrain(
  context: ObserveContext,
  { node, loseLocalData }: DrainInput,
  { verification }: KubernetesKindOptions,
): Promise<PlanOutcome> {
  const cordon = await planNode(context, { name: node, unschedulable: true });
  if (cordon.type === 'impossible') {
    return cordon;
  }
  const pods = await podsToEvict(context, node);
  // What ends already ends whatever is decided here.
  const staying = pods.filter(
    ({ metadata }) => metadata.deletionTimestamp === undefined,
  );
  const unmanaged = staying.filter(isUnmanaged);
  if (unmanaged.length > 0) {
    return {
      type: 'impossible',
      words: `Nothing would make these pods again elsewhere: ${namesOf(
        unmanaged,
      )}. Delete them by hand, or give them a workload.`,
    };
  }
  const losing = staying.filter(hasLocalData);
  if (losing.length > 0 && !loseLocalData) {
    return {
      type: 'impossible',
      words: `These pods keep data on the node that would be lost: ${namesOf(
        losing,
      )}. If that is all right, say loseLocalData: true.`,
    };
  }
  const isCordoned = cordon.objects.every(({ action }) => action === 'none');
  if (isCordoned && pods.length === 0) {
    return { type: 'nothing-to-do', words: `Node ${node} is drained already.` };
  }
  return { type: 'planned', plan: drainPlan(node, pods, cordon, verification) };
}

function drainPlan(
  node: string,
  pods: readonly ClusterObject[],
  {
    objects,
    versions,
  }: {
    readonly objects: readonly PlannedObject[];
    readonly versions: readonly string[];
  },
  verification: Plan['verification'],
): Plan {
  const figures = figuresOf([]);
  // Namespaces, not pods: pods come and go while people look at the plan.
  const namespaces = [
    ...new Set(pods.map(({ metadata }) => metadata.namespace ?? '')),
  ].sort();
  return {
    summary:
      namespaces.length === 0
        ? `Keeps new pods away from node ${node}; it is empty`
        : `Keeps new pods away from node ${node} and moves those of ${
            namespaces.length === 1 ? 'namespace' : 'namespaces'
          } ${namespaces.slice(0, 10).join(', ')}${
            namespaces.length > 10 ? ` and ${namespaces.length - 10} more` : ''
          }, as their disruption budgets allow`,
    objects: [...objects],
    steps: [
      ...plannedSteps(objects),
      {
        id: `${EVICT_PREFIX}${node}`,
        title: `Move the pods of node ${node} elsewhere`,
        effect: true,
        timeoutSeconds: EVICTION_TIMEOUT_SECONDS,
      },
    ],
    figures: { before: figures, after: figures },
    images: [],
    baseVersion: targetVersion(versions),
    undo: {
      words: 'the node takes pods again; what was moved stays where it is',
      typicalSeconds: 5,
    },
    verification,
  };
}

async function emptyCheck(context: StepContext): Promise<Check> {
  const { plan } = context;
  const step = plan.steps.find(({ id }) => id.startsWith(EVICT_PREFIX));
  const node = step?.id.slice(EVICT_PREFIX.length) ?? '';
  const seen = await evictStep(node).observe(context);
  const statuses = {
    present: 'passing',
    absent: 'failing',
    unknown: 'unknown',
  } as const;
  return {
    id: 'node-empty',
    title: `Node ${node} is empty`,
    status: statuses[seen.type],
    words: seen.words,
  };
}

function namesOf(pods: readonly ClusterObject[]): string {
  const names = pods.map(
    ({ metadata }) => `${metadata.namespace}/${metadata.name}`,
  );
  const more = names.length > 5 ? ` and ${names.length - 5} more` : '';
  return `${names.slice(0, 5).join(', ')}${more}`;
}
