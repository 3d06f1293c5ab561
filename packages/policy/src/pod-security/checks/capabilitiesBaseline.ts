import { celStrings, containerOffences } from '../offenceExpressions';
import type { PodSecurityCheck } from '../podSecurityCheck';

const addable = celStrings([
  'AUDIT_WRITE',
  'CHOWN',
  'DAC_OVERRIDE',
  'FOWNER',
  'FSETID',
  'KILL',
  'MKNOD',
  'NET_BIND_SERVICE',
  'SETFCAP',
  'SETGID',
  'SETPCAP',
  'SETUID',
  'SYS_CHROOT',
]);

const forbiddenOfC = `c.?securityContext.?capabilities.?add.orValue([]).filter(a, !(a in ${addable}))`;

/** Capabilities beyond those that container runtimes give anyway. */
export const capabilitiesBaseline: PodSecurityCheck = {
  id: 'capabilitiesBaseline',
  level: 'baseline',
  title: 'Added capabilities',
  since: 0,
  offences: [
    containerOffences(
      `${forbiddenOfC}.size() > 0`,
      `'must not add ' + ${forbiddenOfC}.join(', ') + ' in securityContext.capabilities.add'`,
    ),
  ],
};
