import { quantityOf } from '../model/quantity';
import { Container, Pod } from '../model/workloads';
import { IMAGE_PROFILES, ImageProfile } from './imageProfiles';

const DEFAULT_PROFILE = IMAGE_PROFILES[IMAGE_PROFILES.length - 1];
const MEBIBYTE = 2 ** 20;

/** Memory that an image without a profile uses at most, as a share of its limit. */
const SHARE_OF_LIMIT = 0.75;

/** How one container behaves: the profile of its image, altered by its environment as the workload image of the real cluster is. */
export interface ContainerProfile {
  readonly name: string;
  readonly startMs: number | undefined;
  readonly readyMs: number | undefined;
  readonly crashMs: number | undefined;
  readonly unhealthyMs: number | undefined;
  readonly cpu: { base: number; swing: number; periodMs: number };
  /** Bytes; growth is per millisecond. */
  readonly memory: { base: number; growth: number };
  readonly traffic: {
    requestsPerSecond: number;
    errorRate: number;
    medianLatencySeconds: number;
  };
  readonly ends: { afterMs: number; exitCode: number } | undefined;
  readonly log: readonly string[];
}

/** The first profile whose pattern the image matches, completed. */
export function containerProfile(
  pod: Pod,
  container: Container,
  profiles: readonly ImageProfile[],
): ContainerProfile {
  const image = (container.image ?? '').replace(/^[^/]*[.:][^/]*\//, '');
  const profile =
    profiles.find(it => it.images.some(pattern => matches(pattern, image))) ??
    DEFAULT_PROFILE;
  const { cpu, memory, traffic, log } = { ...DEFAULT_PROFILE, ...profile };
  const annotation = (name: string) =>
    pod.metadata.annotations?.[`kwok.x-k8s.io/usage-${name}`];
  const fixedCpu = annotation('cpu');
  const fixedMemory = annotation('memory');
  const ends = profile.ends ?? endOfTask(pod);
  return {
    name: profile.name,
    startMs: milliseconds(profile.startSeconds),
    readyMs: milliseconds(
      environment(container, 'READY_AFTER_S') ?? profile.readySeconds,
    ),
    crashMs: milliseconds(environment(container, 'CRASH_AFTER_S')),
    unhealthyMs: milliseconds(environment(container, 'UNHEALTHY_AFTER_S')),
    cpu: {
      base: quantityOf(fixedCpu ?? cpu?.base),
      swing: fixedCpu ? 0 : quantityOf(cpu?.swing),
      periodMs: (cpu?.periodSeconds ?? 1) * 1_000,
    },
    memory: {
      base: fixedMemory
        ? quantityOf(fixedMemory)
        : assumedMemory(profile, container, quantityOf(memory?.base)),
      growth:
        ((environment(container, 'MEMORY_GROW_MB_PER_S') ?? 0) * MEBIBYTE ||
          quantityOf(memory?.growthPerSecond)) / 1_000,
    },
    traffic: {
      requestsPerSecond: traffic?.requestsPerSecond ?? 0,
      errorRate:
        environment(container, 'ERROR_RATE') ?? traffic?.errorRate ?? 0,
      medianLatencySeconds:
        (environment(container, 'LATENCY_MS') ?? 0) / 1_000 ||
        (traffic?.medianLatencySeconds ?? 0.01),
    },
    ends: ends && {
      afterMs: ends.afterSeconds * 1_000,
      exitCode: ends.exitCode,
    },
    log: log ?? [],
  };
}

/** An image that nobody described is taken to fit the limit it was given; one with a profile of its own may not. */
function assumedMemory(
  profile: ImageProfile,
  container: Container,
  base: number,
): number {
  const limit = quantityOf(container.resources?.limits?.memory);
  return profile.images.includes('*') && limit > 0
    ? Math.min(base, limit * SHARE_OF_LIMIT)
    : base;
}

/** A positive number from a container's environment. */
function environment(container: Container, name: string): number | undefined {
  const value = Number(container.env?.find(it => it.name === name)?.value);
  return value > 0 ? value : undefined;
}

/** Pods of jobs are done at once, unless their profile says when. */
function endOfTask(pod: Pod): ImageProfile['ends'] {
  const isTask = pod.metadata.ownerReferences?.some(it => it.kind === 'Job');
  return isTask ? { afterSeconds: 0, exitCode: 0 } : undefined;
}

function matches(pattern: string, image: string): boolean {
  const parts = pattern
    .split('*')
    .map(part => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${parts.join('.*')}$`).test(image);
}

function milliseconds(seconds: number | undefined): number | undefined {
  return seconds === undefined ? undefined : seconds * 1_000;
}
