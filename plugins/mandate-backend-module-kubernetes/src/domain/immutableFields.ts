import type { ClusterObject } from '@mandate/plugin-mandate-common';

/** Kinds that can be deleted and made anew without losing data. A claim is not among them: its volume goes with it. */
const REPLACEABLE = [
  'v1 ConfigMap',
  'v1 Service',
  'apps/v1 Deployment',
  'apps/v1 StatefulSet',
  'apps/v1 DaemonSet',
  'batch/v1 Job',
];

/** Whether an object may be deleted and made anew when a field differs that cannot be changed. */
export function isReplaceable({ apiVersion, kind }: ClusterObject): boolean {
  return REPLACEABLE.includes(`${apiVersion} ${kind}`);
}

/** Why such a difference makes a plan impossible, and what to do. */
export function immutableFieldWords(
  { kind, metadata }: ClusterObject,
  refusal: string,
): string {
  return `${kind} ${metadata.name} has a field that cannot be changed, and making it anew would lose what it holds. ${refusal} Give the new one another name, move the data, and remove the old one by hand.`;
}
