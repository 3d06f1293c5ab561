import { containerOffences } from '../offenceExpressions';
import type { PodSecurityCheck } from '../podSecurityCheck';
import { runsOnWindows } from '../podVariables';

/** Processes may not gain more privileges than their parent, as by a set-user-ID file. */
export const allowPrivilegeEscalation: PodSecurityCheck = {
  id: 'allowPrivilegeEscalation',
  level: 'restricted',
  title: 'No privilege escalation',
  since: 8,
  exempt: `params.minor >= 25 && ${runsOnWindows}`,
  offences: [
    containerOffences(
      'c.?securityContext.?allowPrivilegeEscalation.orValue(true)',
      "'must set securityContext.allowPrivilegeEscalation to false'",
    ),
  ],
};
