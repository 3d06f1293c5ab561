import {
  containerOffences,
  podOffence,
  stringsSince,
} from '../offenceExpressions';
import type { PodSecurityCheck } from '../podSecurityCheck';

const allowedTypes = 'variables.seLinuxTypes';
const typeOf = (subject: string) =>
  `${subject}.?securityContext.?seLinuxOptions.?type.orValue('')`;
const badType = (subject: string) => `!(${typeOf(subject)} in ${allowedTypes})`;
const badTypeSentence = (subject: string) =>
  `'must not set securityContext.seLinuxOptions.type to "' + ${typeOf(
    subject,
  )} + ` +
  `'": leave it out or use ' + ${allowedTypes}.filter(t, t != '').join(', ')`;

const isSet = (subject: string, field: string) =>
  `${subject}.?securityContext.?seLinuxOptions.?${field}.orValue('') != ''`;
const setSentence = (field: string) =>
  `'must not set securityContext.seLinuxOptions.${field}'`;

/** SELinux types other than a container's, and any user or role. */
export const seLinuxOptions: PodSecurityCheck = {
  id: 'seLinuxOptions',
  level: 'baseline',
  title: 'SELinux options',
  since: 0,
  variables: [
    {
      name: 'seLinuxTypes',
      expression: stringsSince([
        {
          since: 0,
          values: ['', 'container_t', 'container_init_t', 'container_kvm_t'],
        },
        { since: 31, values: ['container_engine_t'] },
      ]),
    },
  ],
  offences: [
    podOffence(badType('variables.spec'), badTypeSentence('variables.spec')),
    containerOffences(badType('c'), badTypeSentence('c')),
    ...['user', 'role'].flatMap(field => [
      podOffence(isSet('variables.spec', field), setSentence(field)),
      containerOffences(isSet('c', field), setSentence(field)),
    ]),
  ],
};
