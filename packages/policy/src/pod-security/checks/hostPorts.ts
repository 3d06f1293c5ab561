import { containerOffences } from '../offenceExpressions';
import type { PodSecurityCheck } from '../podSecurityCheck';

const hostPortsOfC =
  'c.?ports.orValue([]).filter(p, p.?hostPort.orValue(0) != 0)';

/** Ports opened on the node. */
export const hostPorts: PodSecurityCheck = {
  id: 'hostPorts',
  level: 'baseline',
  title: 'Host ports',
  since: 0,
  offences: [
    containerOffences(
      `${hostPortsOfC}.size() > 0`,
      `'must not use host port ' + ${hostPortsOfC}.map(p, string(p.hostPort)).join(', ') + ': leave hostPort out'`,
    ),
  ],
};
