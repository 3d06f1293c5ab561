import type { ClusterObject } from '@mandate/plugin-mandate-common';
import { containersOf, textAt } from '@mandate/plugin-mandate-node';
import { imageVersion } from './imageReference';

/** The version people know it by: the main container's tag, or the label `app.kubernetes.io/version`. */
export function versionOf(workload: ClusterObject): string | undefined {
  const label = workload.metadata.labels?.['app.kubernetes.io/version'];
  const image = textAt(containersOf(workload)[0], 'image');
  return label ?? (image === undefined ? undefined : imageVersion(image));
}
