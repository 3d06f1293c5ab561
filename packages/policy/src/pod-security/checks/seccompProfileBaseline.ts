import { containerOffences, podOffence } from '../offenceExpressions';
import type { PodSecurityCheck } from '../podSecurityCheck';
import {
  forbiddenSeccompSentence,
  hasForbiddenSeccompType,
} from './seccompProfile';

const podAnnotation = 'seccomp.security.alpha.kubernetes.io/pod';
const containerAnnotations = 'container.seccomp.security.alpha.kubernetes.io/';

/** Annotations said it before the field existed: only the pod's own and those of its containers count. */
const annotationKeys = `['${podAnnotation}'] + variables.containers.map(c, '${containerAnnotations}' + c.name)`;

const forbiddenAnnotation = [
  'params.minor < 19',
  'a in variables.annotations',
  "!(variables.annotations[a] in ['runtime/default', 'docker/default'])",
  "!variables.annotations[a].startsWith('localhost/')",
].join(' && ');

/** Seccomp profiles, if set, are the runtime's or the node's own; annotations until 1.18, fields from 1.19 on. */
export const seccompProfileBaseline: PodSecurityCheck = {
  id: 'seccompProfileBaseline',
  level: 'baseline',
  title: 'Seccomp profiles',
  since: 0,
  offences: [
    `(${annotationKeys}).filter(a, ${forbiddenAnnotation}).map(a, 'annotation ' + a + ' must not be "' + ` +
      `variables.annotations[a] + '": use runtime/default or localhost/<profile>')`,
    podOffence(
      `params.minor >= 19 && ${hasForbiddenSeccompType('variables.spec')}`,
      forbiddenSeccompSentence('variables.spec'),
    ),
    containerOffences(
      `params.minor >= 19 && ${hasForbiddenSeccompType('c')}`,
      forbiddenSeccompSentence('c'),
    ),
  ],
};
