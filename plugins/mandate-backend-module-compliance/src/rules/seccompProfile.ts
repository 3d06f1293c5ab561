import type { Rule } from '../domain/rule';

/** A seccomp profile is set. */
export const seccompProfile: Rule = {
  id: 'seccomp-profile',
  title: 'A seccomp profile is set',
  severity: 'medium',
  scope: 'container',
  condition: `has(container.securityContext) && has(container.securityContext.seccompProfile)
  ? container.securityContext.seccompProfile.type != 'Unconfined'
  : has(pod.securityContext) && has(pod.securityContext.seccompProfile) && pod.securityContext.seccompProfile.type != 'Unconfined'`,
  violation: 'Container {name} may make every system call.',
  field: 'securityContext.seccompProfile',
  mend: 'Set seccompProfile: { type: RuntimeDefault } on the pod.',
};
