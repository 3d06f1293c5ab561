import { containerOffences } from '../offenceExpressions';
import type { PodSecurityCheck } from '../podSecurityCheck';
import { runsOnWindows } from '../podVariables';

const forbiddenOfC =
  "c.?securityContext.?capabilities.?add.orValue([]).filter(a, a != 'NET_BIND_SERVICE')";

/** All capabilities dropped; only binding to low ports may be added back. */
export const capabilitiesRestricted: PodSecurityCheck = {
  id: 'capabilitiesRestricted',
  level: 'restricted',
  title: 'All capabilities dropped',
  since: 22,
  replaces: 'capabilitiesBaseline',
  exempt: `params.minor >= 25 && ${runsOnWindows}`,
  offences: [
    containerOffences(
      "!('ALL' in c.?securityContext.?capabilities.?drop.orValue([]))",
      "'must drop ALL in securityContext.capabilities.drop'",
    ),
    containerOffences(
      `${forbiddenOfC}.size() > 0`,
      `'must not add ' + ${forbiddenOfC}.join(', ') + ' in securityContext.capabilities.add: only NET_BIND_SERVICE may be'`,
    ),
  ],
};
