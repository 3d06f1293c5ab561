import {
  ensureObject,
  hasMembers,
  type JsonObject,
  objectsAt,
} from '../jsonObject';

const notReady = {
  key: 'node.kubernetes.io/not-ready',
  effect: 'NoSchedule',
};

/** A node; it takes no pods until it is ready. */
export function defaultNode(node: JsonObject): void {
  const spec = ensureObject(node, 'spec');
  mirrorPodRange(spec);
  const taints = objectsAt(spec, 'taints');
  const isTainted = taints.some(
    ({ key, effect }) => key === notReady.key && effect === notReady.effect,
  );
  if (!isTainted) {
    spec.taints = [...taints, { ...notReady }];
  }
}

/** `podCIDR` is the older form of the first of `podCIDRs`: where they differ, it wins. */
function mirrorPodRange(spec: JsonObject): void {
  const ranges = Array.isArray(spec.podCIDRs) ? spec.podCIDRs : [];
  if (spec.podCIDR !== undefined && spec.podCIDR !== ranges[0]) {
    spec.podCIDRs = [spec.podCIDR];
  } else if (hasMembers(ranges) && spec.podCIDR === undefined) {
    spec.podCIDR = ranges[0];
  }
}
