import type { CelVariable } from './podSecurityCheck';

/**
 * What every check reads, whichever kind the pod comes from. `dyn` because one expression serves nine kinds: the
 * API server's type check would warn about each path that eight of them lack.
 */
export const podVariables: readonly CelVariable[] = [
  {
    name: 'pod',
    expression: [
      "object.kind == 'Pod' ? dyn(object)",
      ": object.kind == 'PodTemplate' ? dyn(object).template",
      ": object.kind == 'CronJob' ? dyn(object).spec.jobTemplate.spec.template",
      ': dyn(object).spec.?template.orValue({})',
    ].join(' '),
  },
  { name: 'spec', expression: 'variables.pod.?spec.orValue({})' },
  {
    name: 'annotations',
    expression: 'variables.pod.?metadata.?annotations.orValue({})',
  },
  {
    name: 'containers',
    expression: ['initContainers', 'containers', 'ephemeralContainers']
      .map(list => `variables.spec.?${list}.orValue([])`)
      .join(' + '),
  },
];

/** Pods that say they run on Windows: their Linux fields can only be left out. */
export const runsOnWindows =
  "variables.spec.?os.?name.orValue('') == 'windows'";

/** Pods in a user namespace of their own, whose root is not the node's. */
export const hasUserNamespace = '!variables.spec.?hostUsers.orValue(true)';
