import { containerOffences, podOffence } from '../offenceExpressions';
import type { PodSecurityCheck } from '../podSecurityCheck';

const annotationPrefix = 'container.apparmor.security.beta.kubernetes.io/';

const typeOf = (subject: string) =>
  `${subject}.?securityContext.?appArmorProfile` +
  `.optMap(profile, profile.?type.orValue('')).orValue('RuntimeDefault')`;
const forbidden = (subject: string) =>
  `!(${typeOf(subject)} in ['RuntimeDefault', 'Localhost'])`;
const sentence = (subject: string) =>
  `'must not set securityContext.appArmorProfile.type to "' + ${typeOf(
    subject,
  )} + ` + `'": use RuntimeDefault or Localhost'`;

const forbiddenAnnotation = [
  `a.startsWith('${annotationPrefix}')`,
  "!(variables.annotations[a] in ['', 'runtime/default'])",
  "!variables.annotations[a].startsWith('localhost/')",
].join(' && ');

/** AppArmor profiles, if set, are the runtime's or the node's own, by field and by annotation, in every version. */
export const appArmorProfile: PodSecurityCheck = {
  id: 'appArmorProfile',
  level: 'baseline',
  title: 'AppArmor profiles',
  since: 0,
  offences: [
    podOffence(forbidden('variables.spec'), sentence('variables.spec')),
    containerOffences(forbidden('c'), sentence('c')),
    `variables.annotations.filter(a, ${forbiddenAnnotation}).map(a, 'annotation ' + a + ' must not be "' + ` +
      `variables.annotations[a] + '": use runtime/default or localhost/<profile>')`,
  ],
};
