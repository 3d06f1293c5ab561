import type { Rule } from '../domain/rule';

/** Containers have a memory limit. */
export const memoryLimit: Rule = {
  id: 'memory-limit',
  title: 'Containers have a memory limit',
  severity: 'medium',
  scope: 'container',
  condition:
    'has(container.resources) && has(container.resources.limits) && has(container.resources.limits.memory)',
  violation:
    'Container {name} may use all memory of its node and take its neighbours down.',
  field: 'resources.limits.memory',
  mend: 'Set a memory limit, most simply equal to the request.',
};
