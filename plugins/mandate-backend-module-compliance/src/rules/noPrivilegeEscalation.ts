import type { Rule } from '../domain/rule';

/** Processes cannot gain privileges. */
export const noPrivilegeEscalation: Rule = {
  id: 'no-privilege-escalation',
  title: 'Processes cannot gain privileges',
  severity: 'high',
  scope: 'container',
  condition: `has(container.securityContext) && has(container.securityContext.allowPrivilegeEscalation)
  && container.securityContext.allowPrivilegeEscalation == false`,
  violation:
    'A process in container {name} can gain more privileges than it started with.',
  field: 'securityContext.allowPrivilegeEscalation',
  mend: 'Set allowPrivilegeEscalation: false.',
};
