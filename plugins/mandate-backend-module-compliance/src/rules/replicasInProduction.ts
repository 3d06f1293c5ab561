import type { Rule } from '../domain/rule';

/** Two copies run in production. */
export const replicasInProduction: Rule = {
  id: 'replicas-in-production',
  title: 'Two copies run in production',
  severity: 'medium',
  scope: 'workload',
  condition:
    "!target.production || object.kind != 'Deployment' || (has(object.spec.replicas) && object.spec.replicas >= 2)",
  violation:
    '{name} has a single copy in production; it is away whenever that copy is replaced.',
  field: 'spec.replicas',
  mend: 'Set replicas to 2 or more.',
};
