import { quantityOf } from '../model/quantity';
import { Container, Pod } from '../model/workloads';
import { ContainerProfile, containerProfile } from './containerProfile';
import { IMAGE_PROFILES, ImageProfile } from './imageProfiles';

/** What a container uses: processors and bytes. */
export interface Usage {
  cpu: number;
  memory: number;
}

/** What containers do and use, by the profiles of their images. Holds no state: the same pod and time give the same answer. */
export class Simulation {
  private readonly profiles: readonly ImageProfile[];
  private readonly known = new WeakMap<Container, ContainerProfile>();

  /** Given profiles are looked at before the built-in ones. */
  constructor(given: readonly ImageProfile[] = []) {
    this.profiles = [...given, ...IMAGE_PROFILES];
  }

  profileOf(pod: Pod, container: Container): ContainerProfile {
    const known = this.known.get(container);
    if (known) {
      return known;
    }
    const profile = containerProfile(pod, container, this.profiles);
    this.known.set(container, profile);
    return profile;
  }

  /** What a container uses now; undefined when it does not run. */
  usage(pod: Pod, container: Container, now: Date): Usage | undefined {
    const running = pod.status?.containerStatuses?.find(
      it => it.name === container.name,
    )?.state.running;
    return (
      running &&
      this.usageSince(
        pod,
        container,
        Date.parse(running.startedAt),
        now.getTime(),
      )
    );
  }

  /** What a container that started at one time used at a later one, both in milliseconds since 1970. */
  usageSince(
    pod: Pod,
    container: Container,
    startedMs: number,
    atMs: number,
  ): Usage {
    const { cpu, memory } = this.profileOf(pod, container);
    const limit = quantityOf(container.resources?.limits?.memory) || Infinity;
    return {
      cpu: Math.max(
        0,
        cpu.base + cpu.swing * Math.sin((2 * Math.PI * atMs) / cpu.periodMs),
      ),
      memory: Math.min(
        limit,
        memory.base + memory.growth * Math.max(0, atMs - startedMs),
      ),
    };
  }

  /** How long after its start a container reaches its memory limit; undefined when it never does. */
  outOfMemoryMs(pod: Pod, container: Container): number | undefined {
    const { memory } = this.profileOf(pod, container);
    const limit = quantityOf(container.resources?.limits?.memory);
    if (limit > 0 && memory.base > limit) {
      return 0;
    }
    return limit > 0 && memory.growth > 0
      ? (limit - memory.base) / memory.growth
      : undefined;
  }
}
