import { celStrings } from '../offenceExpressions';
import type { PodSecurityCheck } from '../podSecurityCheck';

/** Sharing the node's network, processes or inter-process communication. */
export const hostNamespaces: PodSecurityCheck = {
  id: 'hostNamespaces',
  level: 'baseline',
  title: 'Host namespaces',
  since: 0,
  offences: [
    `${celStrings(['hostNetwork', 'hostPID', 'hostIPC'])}` +
      `.filter(f, variables.spec[?f].orValue(false)).map(f, 'the pod must not set ' + f + ' to true')`,
  ],
};
