import type { ClusterFaults } from '@mandate/plugin-mandate-common';

/** One thing that can be broken by a button, with how badly it is then. */
export interface PresetFault {
  /** Its texts are under this name, too. */
  readonly member: Exclude<keyof ClusterFaults, 'paths' | 'lostNodes'>;
  readonly preset: ClusterFaults;
}

const SECOND_MS = 1_000;
const HOUR_MS = 3_600_000;
/** The portal and everybody else with the cluster's own kubeconfig. */
const PORTAL_USER = 'admin';

/** All but the loss of nodes, which is per node. The order is from the network inwards. */
export const presetFaults: readonly PresetFault[] = [
  { member: 'latencyMs', preset: { latencyMs: 2 * SECOND_MS } },
  {
    member: 'throttled',
    preset: { throttled: { share: 0.5, retryAfterSeconds: 2 } },
  },
  { member: 'failing', preset: { failing: 0.5 } },
  { member: 'reset', preset: { reset: 0.5 } },
  {
    member: 'partition',
    preset: { partition: { clients: [PORTAL_USER], nodes: [] } },
  },
  { member: 'watchMs', preset: { watchMs: 5 * SECOND_MS } },
  { member: 'expiredWatches', preset: { expiredWatches: true } },
  { member: 'clockOffsetMs', preset: { clockOffsetMs: HOUR_MS } },
  // Every image's name begins with nothing.
  { member: 'unpullableImages', preset: { unpullableImages: [''] } },
  { member: 'startFactor', preset: { startFactor: 10 } },
];

/** Names of what is broken; a restriction to paths breaks nothing by itself. */
export function brokenMembers(
  faults: ClusterFaults,
): readonly (keyof ClusterFaults)[] {
  const members = [...presetFaults.map(({ member }) => member), 'lostNodes'];
  return members.filter((member): member is keyof ClusterFaults =>
    isBroken(faults, member),
  );
}

/** The faults without one of them. */
export function mended(
  faults: ClusterFaults,
  member: keyof ClusterFaults,
): ClusterFaults {
  const { [member]: _, ...rest } = faults;
  return rest;
}

/** The faults with a node lost, or back. */
export function withNode(
  faults: ClusterFaults,
  node: string,
  isLost: boolean,
): ClusterFaults {
  const others = (faults.lostNodes ?? []).filter(name => name !== node);
  const lostNodes = isLost ? [...others, node] : others;
  return lostNodes.length > 0
    ? { ...faults, lostNodes }
    : mended(faults, 'lostNodes');
}

function isBroken(faults: ClusterFaults, member: string): boolean {
  const value = new Map<string, unknown>(Object.entries(faults)).get(member);
  return value !== undefined && value !== false;
}
