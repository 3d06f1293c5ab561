import type { Rule } from '../domain/rule';

/** No token of the cluster is mounted. */
export const noServiceAccountToken: Rule = {
  id: 'no-service-account-token',
  title: 'No token of the cluster is mounted',
  severity: 'low',
  scope: 'workload',
  condition:
    'has(pod.automountServiceAccountToken) && pod.automountServiceAccountToken == false',
  violation:
    'Every container of {name} gets a token for the API server, whether it needs one or not.',
  field: 'spec.template.spec.automountServiceAccountToken',
  mend: 'Set automountServiceAccountToken: false.',
};
