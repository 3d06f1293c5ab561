import { containerOffences } from '../offenceExpressions';
import type { PodSecurityCheck } from '../podSecurityCheck';

const handlersOfC =
  '[c.?livenessProbe, c.?readinessProbe, c.?startupProbe, c.?lifecycle.?postStart, c.?lifecycle.?preStop]';

const hostsOfC =
  `${handlersOfC}.map(h, [h.?httpGet.?host.orValue(''), h.?tcpSocket.?host.orValue('')])` +
  `.map(hosts, hosts.filter(host, host != ''))`;

/** Probes and lifecycle handlers that make the kubelet call another host than the pod. */
export const hostProbesAndHostLifecycle: PodSecurityCheck = {
  id: 'hostProbesAndHostLifecycle',
  level: 'baseline',
  title: 'Hosts of probes and lifecycle handlers',
  since: 34,
  offences: [
    containerOffences(
      `${hostsOfC}.exists(hosts, hosts.size() > 0)`,
      `'must not name a host in a probe or lifecycle handler: leave out host ' + ` +
        `${hostsOfC}.filter(hosts, hosts.size() > 0).map(hosts, '"' + hosts.join('", "') + '"').join(', ')`,
    ),
  ],
};
