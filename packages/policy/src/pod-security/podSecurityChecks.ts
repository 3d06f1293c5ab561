import { allowPrivilegeEscalation } from './checks/allowPrivilegeEscalation';
import { appArmorProfile } from './checks/appArmorProfile';
import { capabilitiesBaseline } from './checks/capabilitiesBaseline';
import { capabilitiesRestricted } from './checks/capabilitiesRestricted';
import { hostNamespaces } from './checks/hostNamespaces';
import { hostPathVolumes } from './checks/hostPathVolumes';
import { hostPorts } from './checks/hostPorts';
import { hostProbesAndHostLifecycle } from './checks/hostProbesAndHostLifecycle';
import { privileged } from './checks/privileged';
import { procMount, procMountRestricted } from './checks/procMount';
import { restrictedVolumes } from './checks/restrictedVolumes';
import { runAsNonRoot } from './checks/runAsNonRoot';
import { runAsUser } from './checks/runAsUser';
import { seLinuxOptions } from './checks/seLinuxOptions';
import { seccompProfileBaseline } from './checks/seccompProfileBaseline';
import { seccompProfileRestricted } from './checks/seccompProfileRestricted';
import { sysctls } from './checks/sysctls';
import { windowsHostProcess } from './checks/windowsHostProcess';
import type { PodSecurityCheck, PodSecurityLevel } from './podSecurityCheck';

/** The newest version of the Pod Security Standards known here, as a minor of Kubernetes 1. @public */
export const newestPodSecurityMinor = 37;

/**
 * Every control of the Pod Security Standards (https://kubernetes.io/docs/concepts/security/pod-security-standards/),
 * in all its versions.
 *
 * @public
 */
export const podSecurityChecks: readonly PodSecurityCheck[] = [
  appArmorProfile,
  capabilitiesBaseline,
  hostNamespaces,
  hostPathVolumes,
  hostPorts,
  hostProbesAndHostLifecycle,
  privileged,
  procMount,
  seLinuxOptions,
  seccompProfileBaseline,
  sysctls,
  windowsHostProcess,
  allowPrivilegeEscalation,
  capabilitiesRestricted,
  procMountRestricted,
  restrictedVolumes,
  runAsNonRoot,
  runAsUser,
  seccompProfileRestricted,
];

/**
 * The checks that make up a level in one version: what the level below asks for too, but for checks that a stricter
 * one takes the place of, so that nothing is reported twice.
 *
 * @public
 */
export function podSecurityChecksFor(options: {
  readonly level: PodSecurityLevel;
  readonly minor: number;
}): readonly PodSecurityCheck[] {
  const inForce = podSecurityChecks.filter(
    check =>
      check.since <= options.minor &&
      (options.level === 'restricted' || check.level === 'baseline'),
  );
  const replaced = new Set(inForce.map(check => check.replaces));
  return inForce.filter(check => !replaced.has(check.id));
}
