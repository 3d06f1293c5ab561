import type { Rule } from '../domain/rule';

/** Pods stay out of the node's namespaces. */
export const noHostNamespaces: Rule = {
  id: 'no-host-namespaces',
  title: "Pods stay out of the node's namespaces",
  severity: 'critical',
  scope: 'workload',
  condition:
    '!(has(pod.hostNetwork) && pod.hostNetwork) && !(has(pod.hostPID) && pod.hostPID) && !(has(pod.hostIPC) && pod.hostIPC)',
  violation: "{name} shares the node's network, processes or memory.",
  field: 'spec.template.spec',
  mend: 'Remove hostNetwork, hostPID and hostIPC.',
};
