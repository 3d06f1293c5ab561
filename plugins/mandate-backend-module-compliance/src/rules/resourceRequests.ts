import type { Rule } from '../domain/rule';

/** Containers request CPU and memory. */
export const resourceRequests: Rule = {
  id: 'resource-requests',
  title: 'Containers request CPU and memory',
  severity: 'medium',
  scope: 'container',
  condition: `has(container.resources) && has(container.resources.requests)
  && has(container.resources.requests.cpu) && has(container.resources.requests.memory)`,
  violation:
    'Container {name} does not say what it needs, so the scheduler may put it where there is no room.',
  field: 'resources.requests',
  mend: 'Set requests for cpu and memory to what it uses on a busy day.',
};
