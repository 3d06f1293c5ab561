export type {
  CelVariable,
  PodSecurityCheck,
  PodSecurityLevel,
} from './podSecurityCheck';
export {
  newestPodSecurityMinor,
  podSecurityChecks,
  podSecurityChecksFor,
} from './podSecurityChecks';
export {
  podSecurityPolicy,
  podSecurityPolicyName,
  type PodSecurityPolicy,
} from './podSecurityPolicy';
export {
  podSecurityBindings,
  type PodSecurityAction,
  type PodSecurityBinding,
  type PodSecurityBindingOptions,
} from './podSecurityBindings';
export {
  podSecurityVersion,
  podSecurityVersionDefinition,
  podSecurityVersionKind,
  podSecurityVersionName,
  type PodSecurityVersion,
} from './podSecurityVersion';
export {
  judgePodSecurity,
  type PodSecurityFinding,
  type PodSecurityJudgement,
} from './judgePodSecurity';
export {
  podSecurityManifests,
  type PodSecurityManifest,
} from './podSecurityManifests';
