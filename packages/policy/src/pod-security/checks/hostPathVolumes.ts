import type { PodSecurityCheck } from '../podSecurityCheck';

/** Volumes that open the node's file system. */
export const hostPathVolumes: PodSecurityCheck = {
  id: 'hostPathVolumes',
  level: 'baseline',
  title: 'HostPath volumes',
  since: 0,
  offences: [
    'variables.spec.?volumes.orValue([]).filter(v, has(v.hostPath))' +
      `.map(v, 'volume "' + v.name + '" must not be a hostPath volume')`,
  ],
};
