import { Container, Pod } from '../model/workloads';
import type { Simulation } from './Simulation';

/** What goes wrong with a simulated container, and why. */
export type ContainerFailure =
  | { readonly kind: 'none' }
  | { readonly kind: 'image-pull-error' }
  /** From `afterMs` after the start on; without it, always. */
  | { readonly kind: 'unready'; readonly afterMs?: number }
  /** Ends `afterMs` after each start; without it, soon and before it was ever ready. */
  | { readonly kind: 'crash-loop' | 'oom-kill'; readonly afterMs?: number };

/**
 * Put on a pod, a pod template, a Deployment or a StatefulSet, it makes its containers fail.
 *
 * @public
 */
export const FAILURE_ANNOTATION = 'simulate.mandate.dev/failure';

const FAILURES = [
  'crash-loop',
  'oom-kill',
  'unready',
  'image-pull-error',
] as const;
type FailureName = (typeof FAILURES)[number];

const FAILING_TAGS: Record<string, FailureName> = {
  broken: 'image-pull-error',
  'does-not-exist': 'image-pull-error',
  'never-ready': 'unready',
  crash: 'crash-loop',
};

/** When a workload's failure ends by itself. */
export type FailureEnd = 'removed' | 'restart' | 'rollback';

/**
 * Reads the annotation's value: a failure, with `-until-restart` or `-until-rollback` behind it for one that ends by itself.
 *
 * @returns undefined for a value that names no failure
 */
export function parseFailure(
  value: string | undefined,
): { name: FailureName; until: FailureEnd } | undefined {
  const [, base, end] =
    /^(.*?)(?:-until-(restart|rollback))?$/.exec(value ?? '') ?? [];
  const name = FAILURES.find(failure => failure === base);
  if (!name) {
    return undefined;
  }
  return {
    name,
    until: end === 'restart' || end === 'rollback' ? end : 'removed',
  };
}

/** The failure of one container: by its image's tag, its pod's annotation, its workload's annotation, its environment, or its memory. */
export function failureOf(
  pod: Pod,
  container: Container,
  workloadAnnotation: string | undefined,
  simulation: Simulation,
): ContainerFailure {
  const tag = /:([^:/@]+)$/.exec(container.image ?? '')?.[1] ?? '';
  const name =
    (Object.hasOwn(FAILING_TAGS, tag) ? FAILING_TAGS[tag] : undefined) ??
    parseFailure(pod.metadata.annotations?.[FAILURE_ANNOTATION])?.name ??
    parseFailure(workloadAnnotation)?.name;
  if (name) {
    return { kind: name };
  }
  const { crashMs, unhealthyMs } = simulation.profileOf(pod, container);
  const outOfMemoryMs = simulation.outOfMemoryMs(pod, container);
  if (crashMs !== undefined && crashMs < (outOfMemoryMs ?? Infinity)) {
    return { kind: 'crash-loop', afterMs: crashMs };
  }
  if (outOfMemoryMs !== undefined) {
    return { kind: 'oom-kill', afterMs: outOfMemoryMs };
  }
  return unhealthyMs === undefined
    ? { kind: 'none' }
    : { kind: 'unready', afterMs: unhealthyMs };
}
