import type { Rule } from '../domain/rule';

/** Containers drop all capabilities. */
export const dropAllCapabilities: Rule = {
  id: 'drop-all-capabilities',
  title: 'Containers drop all capabilities',
  severity: 'medium',
  scope: 'container',
  condition: `has(container.securityContext) && has(container.securityContext.capabilities) && has(container.securityContext.capabilities.drop)
  && container.securityContext.capabilities.drop.exists(capability, capability == 'ALL')`,
  violation:
    'Container {name} keeps capabilities of the kernel that it most likely does not need.',
  field: 'securityContext.capabilities.drop',
  mend: 'Set drop: [ALL] and add back only what is needed.',
};
