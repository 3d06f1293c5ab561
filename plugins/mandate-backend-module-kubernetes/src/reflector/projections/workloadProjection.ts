import {
  fieldOf,
  listOf,
  mappingOf,
  numberOf,
  textOf,
} from '../domain/fieldOf';
import type { ObjectIdentity } from '../domain/identity';
import type { Projected } from '../domain/ObjectCache';
import { type OwnerMarks, ownerMarks } from '../../targets/ownerMarks';
import { textsOf } from './metadata';

/** What of a workload is kept. */
export interface WorkloadState extends Projected {
  readonly kind: string;
  readonly labels: Readonly<Record<string, string>>;
  /** What tells whose it is; other annotations can be large. */
  readonly annotations: Readonly<Record<string, string>>;
  readonly owner: OwnerMarks['controller'];
  /** Names of those who say what it should be. */
  readonly managers: readonly string[];
  /** Labels that its pods have; empty when it selects by expressions. */
  readonly selector: Readonly<Record<string, string>>;
  readonly desired: number;
  readonly ready: number;
  readonly images: readonly string[];
}

const KEPT_ANNOTATIONS =
  /^(backstage\.io|mandate\.dev|argocd\.argoproj\.io|meta\.helm\.sh|kustomize\.toolkit\.fluxcd\.io|helm\.toolkit\.fluxcd\.io)\//;
const LONGEST_ANNOTATION = 300;

/** Kinds of workloads of which a projection is kept, all of `apps/v1`. */
export const REFLECTED_WORKLOADS = [
  'Deployment',
  'StatefulSet',
  'DaemonSet',
] as const;

/** A projection of workloads of one kind. */
export function workloadProjection(
  kind: string,
): (identity: ObjectIdentity, object: unknown) => WorkloadState {
  return (identity, object) => {
    const { labels, annotations, managers, controller } = ownerMarks(object);
    const spec = mappingOf(object, 'spec');
    const status = mappingOf(object, 'status');
    const template = mappingOf(mappingOf(spec, 'template'), 'spec');
    const selector = mappingOf(spec, 'selector');
    return {
      ...identity,
      kind,
      labels,
      annotations: keptAnnotations(annotations),
      owner: controller,
      managers,
      selector:
        fieldOf(selector, 'matchExpressions') === undefined
          ? textsOf(mappingOf(selector, 'matchLabels'))
          : {},
      ...podCounts(kind, spec, status),
      images: listOf(template, 'containers').map(
        container => textOf(container, 'image') ?? '',
      ),
    };
  };
}

/** A DaemonSet has a pod on each node that fits, and says how many these are. */
function podCounts(
  kind: string,
  spec: unknown,
  status: unknown,
): Pick<WorkloadState, 'desired' | 'ready'> {
  return kind === 'DaemonSet'
    ? {
        desired: numberOf(status, 'desiredNumberScheduled') ?? 0,
        ready: numberOf(status, 'numberReady') ?? 0,
      }
    : {
        desired: numberOf(spec, 'replicas') ?? 1,
        ready: numberOf(status, 'readyReplicas') ?? 0,
      };
}

function keptAnnotations(annotations: Readonly<Record<string, string>>) {
  return Object.fromEntries(
    Object.entries(annotations).filter(
      ([name, value]) =>
        KEPT_ANNOTATIONS.test(name) && value.length <= LONGEST_ANNOTATION,
    ),
  );
}
