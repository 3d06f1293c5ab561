import { containerOffences } from '../offenceExpressions';
import type { PodSecurityCheck } from '../podSecurityCheck';
import { hasUserNamespace } from '../podVariables';

const unmaskedContainers = containerOffences(
  "c.?securityContext.?procMount.orValue('Default') != 'Default'",
  "'must not set securityContext.procMount to \"' + c.securityContext.procMount + '\"'",
);

/** The masks over parts of /proc; from 1.35 on, a pod in a user namespace may take them off. */
export const procMount: PodSecurityCheck = {
  id: 'procMount',
  level: 'baseline',
  title: 'Masks of /proc',
  since: 0,
  exempt: `params.minor >= 35 && ${hasUserNamespace}`,
  offences: [unmaskedContainers],
};

/** From 1.35 on, the restricted level keeps what the baseline gave up for user namespaces. */
export const procMountRestricted: PodSecurityCheck = {
  id: 'procMountRestricted',
  level: 'restricted',
  title: 'Masks of /proc, in user namespaces too',
  since: 35,
  replaces: 'procMount',
  offences: [unmaskedContainers],
};
