import type { Rule } from '../domain/rule';

/** Containers say when they are ready. */
export const readinessProbe: Rule = {
  id: 'readiness-probe',
  title: 'Containers say when they are ready',
  severity: 'medium',
  scope: 'container',
  condition: 'has(container.readinessProbe)',
  violation:
    'Nobody can tell when container {name} is ready, so it gets requests too early.',
  field: 'readinessProbe',
  mend: 'Add a readinessProbe on a path that answers 200 once it can serve.',
};
