import { containerOffences, podOffence } from '../offenceExpressions';
import type { PodSecurityCheck } from '../podSecurityCheck';
import { runsOnWindows } from '../podVariables';
import {
  forbiddenSeccompSentence,
  hasForbiddenSeccompType,
  setsSeccompProfile,
} from './seccompProfile';

/** A seccomp profile for every container, its own or the pod's. */
export const seccompProfileRestricted: PodSecurityCheck = {
  id: 'seccompProfileRestricted',
  level: 'restricted',
  title: 'Seccomp profiles set',
  since: 19,
  replaces: 'seccompProfileBaseline',
  exempt: `params.minor >= 25 && ${runsOnWindows}`,
  offences: [
    podOffence(
      hasForbiddenSeccompType('variables.spec'),
      forbiddenSeccompSentence('variables.spec'),
    ),
    containerOffences(
      hasForbiddenSeccompType('c'),
      forbiddenSeccompSentence('c'),
    ),
    containerOffences(
      `!(${setsSeccompProfile('c')}) && !(${setsSeccompProfile(
        'variables.spec',
      )})`,
      "'or the pod must set securityContext.seccompProfile.type to RuntimeDefault or Localhost'",
    ),
  ],
};
