import { baselineRefuses, type PodSecurityCase } from './podSecurityCase';

const hostNames = ['hostNetwork', 'hostPID', 'hostIPC'] as const;
const defaultCapabilities = [
  'AUDIT_WRITE',
  'CHOWN',
  'DAC_OVERRIDE',
  'FOWNER',
  'FSETID',
  'KILL',
  'MKNOD',
  'SETFCAP',
  'SETGID',
  'SETPCAP',
  'SETUID',
  'SYS_CHROOT',
];
const dropped = { drop: ['ALL'] };

/** What a version allows that earlier ones do not: in the versions before, the baseline refuses. */
const sysctlsSince: readonly [string, number][] = [
  ['kernel.shm_rmid_forced', 0],
  ['net.ipv4.ip_local_port_range', 0],
  ['net.ipv4.tcp_syncookies', 0],
  ['net.ipv4.ping_group_range', 0],
  ['net.ipv4.ip_unprivileged_port_start', 0],
  ['net.ipv4.ip_local_reserved_ports', 27],
  ['net.ipv4.tcp_keepalive_time', 29],
  ['net.ipv4.tcp_fin_timeout', 29],
  ['net.ipv4.tcp_keepalive_intvl', 29],
  ['net.ipv4.tcp_keepalive_probes', 29],
  ['net.ipv4.tcp_rmem', 32],
  ['net.ipv4.tcp_wmem', 32],
  ['net.ipv4.tcp_slow_start_after_idle', 37],
  ['net.ipv4.tcp_notsent_lowat', 37],
];

/** Pods that the baseline refuses or, for all their looks, does not. */
export const baselineCases: readonly PodSecurityCase[] = [
  {
    what: 'a privileged container',
    parts: { context: { privileged: true } },
    refused: baselineRefuses('privileged'),
    message: 'container "app" must not set securityContext.privileged to true',
  },
  {
    what: 'a privileged init container',
    parts: { initContext: { privileged: true } },
    refused: baselineRefuses('privileged'),
    message: 'container "init" must not set securityContext.privileged to true',
  },
  {
    what: 'a privileged ephemeral container',
    parts: { ephemeralContext: { privileged: true } },
    refused: baselineRefuses('privileged'),
    message:
      'container "debug" must not set securityContext.privileged to true',
  },
  {
    what: 'two privileged containers',
    parts: {
      context: { privileged: true },
      initContext: { privileged: true },
    },
    refused: baselineRefuses('privileged'),
    message:
      'container "init" must not set securityContext.privileged to true; container "app" must not set securityContext.privileged to true',
  },
  {
    what: 'a container that says it is not privileged',
    parts: { context: { privileged: false } },
    refused: [],
  },
  ...hostNames.flatMap((name): PodSecurityCase[] => [
    {
      what: `a pod with ${name}`,
      parts: { spec: { [name]: true } },
      refused: baselineRefuses('hostNamespaces'),
      message: `the pod must not set ${name} to true`,
    },
    {
      what: `a pod that denies ${name}`,
      parts: { spec: { [name]: false } },
      refused: [],
    },
  ]),
  {
    what: 'a host port',
    parts: {
      container: { ports: [{ containerPort: 80, hostPort: 8080 }] },
    },
    refused: baselineRefuses('hostPorts'),
    message: 'container "app" must not use host port 8080: leave hostPort out',
  },
  {
    what: 'ports of the pod alone',
    parts: {
      container: {
        ports: [{ containerPort: 80 }, { containerPort: 81, hostPort: 0 }],
      },
    },
    refused: [],
  },
  {
    what: 'a probe of another host',
    parts: {
      container: {
        livenessProbe: { httpGet: { port: 80, host: '169.254.169.254' } },
      },
    },
    refused: baselineRefuses('hostProbesAndHostLifecycle', { since: 34 }),
    message:
      'container "app" must not name a host in a probe or lifecycle handler: leave out host "169.254.169.254"',
  },
  {
    what: 'a socket probe of another host',
    parts: {
      container: { startupProbe: { tcpSocket: { port: 80, host: 'a.b' } } },
    },
    refused: baselineRefuses('hostProbesAndHostLifecycle', { since: 34 }),
  },
  {
    what: 'a lifecycle handler that calls another host',
    parts: {
      container: {
        lifecycle: { preStop: { httpGet: { port: 80, host: 'a' } } },
      },
    },
    refused: baselineRefuses('hostProbesAndHostLifecycle', { since: 34 }),
  },
  {
    what: 'a probe of the pod itself',
    parts: {
      container: {
        readinessProbe: { httpGet: { port: 80, host: '' } },
        livenessProbe: { exec: { command: ['true'] } },
      },
    },
    refused: [],
  },
  {
    what: 'an unmasked /proc',
    parts: { context: { procMount: 'Unmasked' } },
    refused: [
      { level: 'baseline', check: 'procMount' },
      { level: 'restricted', check: 'procMount', until: 34 },
      { level: 'restricted', check: 'procMountRestricted', since: 35 },
    ],
    message:
      'container "app" must not set securityContext.procMount to "Unmasked"',
  },
  {
    what: 'an unmasked /proc in a user namespace',
    parts: {
      spec: { hostUsers: false },
      context: { procMount: 'Unmasked' },
    },
    refused: [
      { level: 'baseline', check: 'procMount', until: 34 },
      { level: 'restricted', check: 'procMount', until: 34 },
      { level: 'restricted', check: 'procMountRestricted', since: 35 },
    ],
  },
  {
    what: 'the default masks of /proc',
    parts: { context: { procMount: 'Default' } },
    refused: [],
  },
  ...[
    { add: 'SYS_ADMIN', level: 'baseline' as const },
    { add: 'chown', level: 'baseline' as const },
  ].map(
    ({ add }): PodSecurityCase => ({
      what: `the added capability ${add}`,
      parts: { context: { capabilities: { ...dropped, add: [add] } } },
      refused: [
        { level: 'baseline', check: 'capabilitiesBaseline' },
        { level: 'restricted', check: 'capabilitiesBaseline', until: 21 },
        { level: 'restricted', check: 'capabilitiesRestricted', since: 22 },
      ],
    }),
  ),
  {
    what: 'capabilities that container runtimes give anyway',
    parts: {
      context: { capabilities: { ...dropped, add: defaultCapabilities } },
    },
    refused: [
      { level: 'restricted', check: 'capabilitiesRestricted', since: 22 },
    ],
  },
  {
    what: 'the capability to bind low ports',
    parts: {
      context: { capabilities: { ...dropped, add: ['NET_BIND_SERVICE'] } },
    },
    refused: [],
  },
  ...['container_t', 'container_init_t', 'container_kvm_t', ''].map(
    (type): PodSecurityCase => ({
      what: `the SELinux type "${type}"`,
      parts: {
        podContext: { seLinuxOptions: { type, level: 's0:c1' } },
      },
      refused: [],
    }),
  ),
  {
    what: 'the SELinux type of container engines',
    parts: { context: { seLinuxOptions: { type: 'container_engine_t' } } },
    refused: baselineRefuses('seLinuxOptions', { until: 30 }),
  },
  {
    what: 'another SELinux type',
    parts: { podContext: { seLinuxOptions: { type: 'spc_t' } } },
    refused: baselineRefuses('seLinuxOptions'),
    message:
      'the pod must not set securityContext.seLinuxOptions.type to "spc_t": leave it out or use container_t, container_init_t, container_kvm_t, container_engine_t',
  },
  ...['user', 'role'].flatMap(field =>
    [
      { podContext: { seLinuxOptions: { [field]: 'x' } } },
      { context: { seLinuxOptions: { [field]: 'x' } } },
    ].map(
      (parts): PodSecurityCase => ({
        what: `an SELinux ${field} of a ${Object.keys(parts)[0]}`,
        parts,
        refused: baselineRefuses('seLinuxOptions'),
      }),
    ),
  ),
  ...sysctlsSince.map(
    ([name, since]): PodSecurityCase => ({
      what: `the sysctl ${name}`,
      parts: { podContext: { sysctls: [{ name, value: '1' }] } },
      refused:
        since === 0 ? [] : baselineRefuses('sysctls', { until: since - 1 }),
    }),
  ),
  {
    what: 'an unsafe sysctl',
    parts: { podContext: { sysctls: [{ name: 'kernel.msgmax', value: '1' }] } },
    refused: baselineRefuses('sysctls'),
    message: 'the pod must not set sysctl "kernel.msgmax"',
  },
  {
    what: 'a Windows host process, said by the pod',
    parts: { podContext: { windowsOptions: { hostProcess: true } } },
    refused: baselineRefuses('windowsHostProcess'),
    message:
      'the pod must not set securityContext.windowsOptions.hostProcess to true',
  },
  {
    what: 'a Windows host process, said by a container',
    parts: { context: { windowsOptions: { hostProcess: true } } },
    refused: baselineRefuses('windowsHostProcess'),
  },
  {
    what: 'a Windows container that is no host process',
    parts: { context: { windowsOptions: { hostProcess: false } } },
    refused: [],
  },
];
