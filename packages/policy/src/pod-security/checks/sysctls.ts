import { stringsSince } from '../offenceExpressions';
import type { PodSecurityCheck } from '../podSecurityCheck';

const safeSysctls = stringsSince([
  {
    since: 0,
    values: [
      'kernel.shm_rmid_forced',
      'net.ipv4.ip_local_port_range',
      'net.ipv4.tcp_syncookies',
      'net.ipv4.ping_group_range',
      'net.ipv4.ip_unprivileged_port_start',
    ],
  },
  { since: 27, values: ['net.ipv4.ip_local_reserved_ports'] },
  {
    since: 29,
    values: [
      'net.ipv4.tcp_keepalive_time',
      'net.ipv4.tcp_fin_timeout',
      'net.ipv4.tcp_keepalive_intvl',
      'net.ipv4.tcp_keepalive_probes',
    ],
  },
  { since: 32, values: ['net.ipv4.tcp_rmem', 'net.ipv4.tcp_wmem'] },
  {
    since: 37,
    values: [
      'net.ipv4.tcp_slow_start_after_idle',
      'net.ipv4.tcp_notsent_lowat',
    ],
  },
]);

/** Kernel parameters that reach beyond the pod. */
export const sysctls: PodSecurityCheck = {
  id: 'sysctls',
  level: 'baseline',
  title: 'Sysctls',
  since: 0,
  variables: [{ name: 'safeSysctls', expression: safeSysctls }],
  offences: [
    'variables.spec.?securityContext.?sysctls.orValue([]).filter(s, !(s.name in variables.safeSysctls))' +
      `.map(s, 'the pod must not set sysctl "' + s.name + '"')`,
  ],
};
