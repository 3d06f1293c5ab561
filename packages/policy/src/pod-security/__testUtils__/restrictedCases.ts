import { type PodSecurityCase, restrictedRefuses } from './podSecurityCase';

const windows = { os: { name: 'windows' } };
const userNamespace = { hostUsers: false };

const allowedVolumes = [
  'configMap',
  'csi',
  'downwardAPI',
  'emptyDir',
  'ephemeral',
  'image',
  'persistentVolumeClaim',
  'projected',
  'secret',
];
const refusedVolumes = [
  'awsElasticBlockStore',
  'azureDisk',
  'azureFile',
  'cephfs',
  'cinder',
  'fc',
  'flexVolume',
  'flocker',
  'gcePersistentDisk',
  'gitRepo',
  'glusterfs',
  'iscsi',
  'nfs',
  'photonPersistentDisk',
  'portworxVolume',
  'quobyte',
  'rbd',
  'scaleIO',
  'storageos',
  'vsphereVolume',
];

/** Pods that only the restricted level refuses, and volumes. */
export const restrictedCases: readonly PodSecurityCase[] = [
  {
    what: 'a hostPath volume',
    parts: { spec: { volumes: [{ name: 'node', hostPath: { path: '/' } }] } },
    refused: [
      { level: 'baseline', check: 'hostPathVolumes' },
      { level: 'restricted', check: 'restrictedVolumes' },
    ],
    message:
      'volume "node" must not be of type hostPath: use configMap, csi, downwardAPI, emptyDir, ephemeral, image, persistentVolumeClaim, projected, secret',
  },
  ...allowedVolumes.map(
    (type): PodSecurityCase => ({
      what: `a volume of type ${type}`,
      parts: { spec: { volumes: [{ name: 'data', [type]: {} }] } },
      refused: [],
    }),
  ),
  ...refusedVolumes.map(
    (type): PodSecurityCase => ({
      what: `a volume of type ${type}`,
      parts: { spec: { volumes: [{ name: 'data', [type]: {} }] } },
      refused: restrictedRefuses('restrictedVolumes'),
    }),
  ),
  {
    what: 'a volume that says nothing, which is an empty directory',
    parts: { spec: { volumes: [{ name: 'data' }] } },
    refused: [],
  },
  {
    what: 'a container that may gain privileges',
    parts: { context: { allowPrivilegeEscalation: true } },
    refused: restrictedRefuses('allowPrivilegeEscalation', { since: 8 }),
    message:
      'container "app" must set securityContext.allowPrivilegeEscalation to false',
  },
  {
    what: 'a container that does not say whether it may gain privileges',
    parts: { lacks: ['allowPrivilegeEscalation'] },
    refused: restrictedRefuses('allowPrivilegeEscalation', { since: 8 }),
  },
  {
    what: 'a Windows pod that does not say so',
    parts: { spec: windows, lacks: ['allowPrivilegeEscalation'] },
    refused: restrictedRefuses('allowPrivilegeEscalation', {
      since: 8,
      until: 24,
    }),
  },
  {
    what: 'a container that drops no capability',
    parts: { lacks: ['capabilities'] },
    refused: restrictedRefuses('capabilitiesRestricted', { since: 22 }),
    message:
      'container "app" must drop ALL in securityContext.capabilities.drop',
  },
  {
    what: 'a container that drops some capabilities',
    parts: { context: { capabilities: { drop: ['NET_RAW', 'all'] } } },
    refused: restrictedRefuses('capabilitiesRestricted', { since: 22 }),
  },
  {
    what: 'a Windows pod that drops no capability',
    parts: { spec: windows, lacks: ['capabilities'] },
    refused: restrictedRefuses('capabilitiesRestricted', {
      since: 22,
      until: 24,
    }),
  },
  {
    what: 'a Linux pod that drops no capability',
    parts: { spec: { os: { name: 'linux' } }, lacks: ['capabilities'] },
    refused: restrictedRefuses('capabilitiesRestricted', { since: 22 }),
  },
  {
    what: 'a Windows pod without a seccomp profile',
    parts: { spec: windows, lacks: ['seccompProfile'] },
    refused: restrictedRefuses('seccompProfileRestricted', {
      since: 19,
      until: 24,
    }),
  },
  {
    what: 'a pod that may run as root',
    parts: { lacks: ['runAsNonRoot'] },
    refused: restrictedRefuses('runAsNonRoot'),
    message:
      'container "app" or the pod must set securityContext.runAsNonRoot to true',
  },
  {
    what: 'a Windows pod that may run as root',
    parts: { spec: windows, lacks: ['runAsNonRoot'] },
    refused: restrictedRefuses('runAsNonRoot'),
  },
  {
    what: 'a pod that wants to run as root though its container does not',
    parts: {
      podContext: { runAsNonRoot: false },
      context: { runAsNonRoot: true },
    },
    refused: restrictedRefuses('runAsNonRoot'),
    message:
      'the pod must not set securityContext.runAsNonRoot to false: set it to true',
  },
  {
    what: 'a container that may run as root',
    parts: { context: { runAsNonRoot: false } },
    refused: restrictedRefuses('runAsNonRoot'),
  },
  {
    what: 'containers that each say they do not run as root',
    parts: { lacks: ['runAsNonRoot'], context: { runAsNonRoot: true } },
    refused: [],
  },
  {
    what: 'a pod that may run as root in a user namespace',
    parts: { spec: userNamespace, lacks: ['runAsNonRoot'] },
    refused: restrictedRefuses('runAsNonRoot', { until: 34 }),
  },
  {
    what: 'user 0 of a pod',
    parts: { podContext: { runAsUser: 0 } },
    refused: restrictedRefuses('runAsUser', { since: 23 }),
    message:
      'the pod must not set securityContext.runAsUser to 0: use another user',
  },
  {
    what: 'user 0 of an init container',
    parts: { initContext: { runAsUser: 0 } },
    refused: restrictedRefuses('runAsUser', { since: 23 }),
  },
  {
    what: 'user 0 in a user namespace',
    parts: { spec: userNamespace, podContext: { runAsUser: 0 } },
    refused: restrictedRefuses('runAsUser', { since: 23, until: 34 }),
  },
  {
    what: 'user 0 on the users of the node, said outright',
    parts: { spec: { hostUsers: true }, podContext: { runAsUser: 0 } },
    refused: restrictedRefuses('runAsUser', { since: 23 }),
  },
  {
    what: 'another user',
    parts: { podContext: { runAsUser: 1000 }, context: { runAsUser: 1 } },
    refused: [],
  },
];
