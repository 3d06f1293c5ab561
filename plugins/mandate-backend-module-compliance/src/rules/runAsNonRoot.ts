import type { Rule } from '../domain/rule';

/** Containers do not run as root. */
export const runAsNonRoot: Rule = {
  id: 'run-as-non-root',
  title: 'Containers do not run as root',
  severity: 'high',
  scope: 'container',
  condition: `has(container.securityContext) && has(container.securityContext.runAsNonRoot)
  ? container.securityContext.runAsNonRoot == true
  : has(pod.securityContext) && has(pod.securityContext.runAsNonRoot) && pod.securityContext.runAsNonRoot == true`,
  violation:
    'Container {name} may run as root, so a break-out has root on the node.',
  field: 'securityContext.runAsNonRoot',
  mend: 'Set runAsNonRoot: true, and a user in the image that is not 0.',
};
