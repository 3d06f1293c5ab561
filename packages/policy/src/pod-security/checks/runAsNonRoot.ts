import { containerOffences, podOffence } from '../offenceExpressions';
import type { PodSecurityCheck } from '../podSecurityCheck';
import { hasUserNamespace } from '../podVariables';

const setsFalse = (subject: string) =>
  `!${subject}.?securityContext.?runAsNonRoot.orValue(true)`;
const falseSentence =
  "'must not set securityContext.runAsNonRoot to false: set it to true'";

/** The kubelet has to refuse images that would run as root; from 1.35 on, root of a user namespace may run. */
export const runAsNonRoot: PodSecurityCheck = {
  id: 'runAsNonRoot',
  level: 'restricted',
  title: 'Running as non-root',
  since: 0,
  exempt: `params.minor >= 35 && ${hasUserNamespace}`,
  offences: [
    podOffence(setsFalse('variables.spec'), falseSentence),
    containerOffences(setsFalse('c'), falseSentence),
    containerOffences(
      '!c.?securityContext.?runAsNonRoot.hasValue() && !variables.spec.?securityContext.?runAsNonRoot.hasValue()',
      "'or the pod must set securityContext.runAsNonRoot to true'",
    ),
  ],
};
