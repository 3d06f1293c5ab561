import {
  baselineRefuses,
  type PodSecurityCase,
  restrictedRefuses,
} from './podSecurityCase';

const appArmorKey = 'container.apparmor.security.beta.kubernetes.io/app';
const seccompPodKey = 'seccomp.security.alpha.kubernetes.io/pod';
const seccompKey = 'container.seccomp.security.alpha.kubernetes.io/app';

/** Pods with seccomp and AppArmor profiles, by field and by annotation. */
export const profileCases: readonly PodSecurityCase[] = [
  ...['RuntimeDefault', 'Localhost'].flatMap((type): PodSecurityCase[] => [
    {
      what: `the AppArmor profile ${type}`,
      parts: { context: { appArmorProfile: { type } } },
      refused: [],
    },
    {
      what: `the seccomp profile ${type}`,
      parts: { podContext: { seccompProfile: { type } } },
      refused: [],
    },
  ]),
  {
    what: 'a container without AppArmor',
    parts: { context: { appArmorProfile: { type: 'Unconfined' } } },
    refused: baselineRefuses('appArmorProfile'),
    message:
      'container "app" must not set securityContext.appArmorProfile.type to "Unconfined": use RuntimeDefault or Localhost',
  },
  {
    what: 'a pod without AppArmor',
    parts: { podContext: { appArmorProfile: { type: 'Unconfined' } } },
    refused: baselineRefuses('appArmorProfile'),
  },
  ...['', 'runtime/default', 'localhost/strict'].map(
    (profile): PodSecurityCase => ({
      what: `the AppArmor annotation "${profile}"`,
      parts: { annotations: { [appArmorKey]: profile } },
      refused: [],
    }),
  ),
  {
    what: 'an annotation that takes AppArmor away',
    parts: { annotations: { [`${appArmorKey}-other`]: 'unconfined' } },
    refused: baselineRefuses('appArmorProfile'),
    message: `annotation ${appArmorKey}-other must not be "unconfined": use runtime/default or localhost/<profile>`,
  },
  {
    what: 'a container without seccomp',
    parts: { context: { seccompProfile: { type: 'Unconfined' } } },
    refused: [
      { level: 'baseline', check: 'seccompProfileBaseline', since: 19 },
      { level: 'restricted', check: 'seccompProfileRestricted', since: 19 },
    ],
    message:
      'container "app" must not set securityContext.seccompProfile.type to "Unconfined": use RuntimeDefault or Localhost',
  },
  {
    what: 'a pod without seccomp',
    parts: { podContext: { seccompProfile: { type: 'Unconfined' } } },
    refused: [
      { level: 'baseline', check: 'seccompProfileBaseline', since: 19 },
      { level: 'restricted', check: 'seccompProfileRestricted', since: 19 },
    ],
  },
  {
    what: 'a pod that leaves seccomp to chance',
    parts: { lacks: ['seccompProfile'] },
    refused: restrictedRefuses('seccompProfileRestricted', { since: 19 }),
    message:
      'container "app" or the pod must set securityContext.seccompProfile.type to RuntimeDefault or Localhost',
  },
  {
    what: 'a seccomp profile of each container',
    parts: {
      lacks: ['seccompProfile'],
      context: { seccompProfile: { type: 'RuntimeDefault' } },
    },
    refused: [],
  },
  ...[seccompPodKey, seccompKey].flatMap((key): PodSecurityCase[] => [
    {
      what: `no seccomp by ${key}`,
      parts: { annotations: { [key]: 'unconfined' } },
      refused: baselineRefuses('seccompProfileBaseline', { until: 18 }),
    },
    ...['runtime/default', 'docker/default', 'localhost/strict'].map(
      (profile): PodSecurityCase => ({
        what: `${profile} by ${key}`,
        parts: { annotations: { [key]: profile } },
        refused: [],
      }),
    ),
  ]),
  {
    what: 'a seccomp annotation of a container that is not there',
    parts: { annotations: { [`${seccompKey}-other`]: 'unconfined' } },
    refused: [],
  },
];
