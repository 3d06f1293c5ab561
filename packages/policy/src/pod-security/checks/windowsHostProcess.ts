import { containerOffences, podOffence } from '../offenceExpressions';
import type { PodSecurityCheck } from '../podSecurityCheck';

const isHostProcess = (subject: string) =>
  `${subject}.?securityContext.?windowsOptions.?hostProcess.orValue(false)`;
const sentence =
  "'must not set securityContext.windowsOptions.hostProcess to true'";

/** Windows containers that run as processes of the node. */
export const windowsHostProcess: PodSecurityCheck = {
  id: 'windowsHostProcess',
  level: 'baseline',
  title: 'Windows host processes',
  since: 0,
  offences: [
    podOffence(isHostProcess('variables.spec'), sentence),
    containerOffences(isHostProcess('c'), sentence),
  ],
};
