import { containerOffences, podOffence } from '../offenceExpressions';
import type { PodSecurityCheck } from '../podSecurityCheck';
import { hasUserNamespace } from '../podVariables';

const isRoot = (subject: string) =>
  `${subject}.?securityContext.?runAsUser.orValue(1) == 0`;
const sentence =
  "'must not set securityContext.runAsUser to 0: use another user'";

/** User 0 named outright; from 1.35 on, it may be in a user namespace. */
export const runAsUser: PodSecurityCheck = {
  id: 'runAsUser',
  level: 'restricted',
  title: 'Running as user 0',
  since: 23,
  exempt: `params.minor >= 35 && ${hasUserNamespace}`,
  offences: [
    podOffence(isRoot('variables.spec'), sentence),
    containerOffences(isRoot('c'), sentence),
  ],
};
