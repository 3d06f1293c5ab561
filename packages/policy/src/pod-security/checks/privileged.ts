import { containerOffences } from '../offenceExpressions';
import type { PodSecurityCheck } from '../podSecurityCheck';

/** Privileged containers switch off most of what isolates them from the node. */
export const privileged: PodSecurityCheck = {
  id: 'privileged',
  level: 'baseline',
  title: 'Privileged containers',
  since: 0,
  offences: [
    containerOffences(
      'c.?securityContext.?privileged.orValue(false)',
      "'must not set securityContext.privileged to true'",
    ),
  ],
};
