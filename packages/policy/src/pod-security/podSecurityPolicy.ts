import { celString } from './offenceExpressions';
import { changesPod } from './changesPod';
import type { PodSecurityCheck } from './podSecurityCheck';
import { podSecurityVersionKind } from './podSecurityVersion';
import { podVariables } from './podVariables';

/** Pods, and what makes pods by a template of its own. */
const resourceRules = [
  {
    apiGroups: [''],
    resources: [
      'pods',
      'pods/ephemeralcontainers',
      'podtemplates',
      'replicationcontrollers',
    ],
  },
  {
    apiGroups: ['apps'],
    resources: ['deployments', 'replicasets', 'statefulsets', 'daemonsets'],
  },
  { apiGroups: ['batch'], resources: ['jobs', 'cronjobs'] },
].map(rule => ({
  ...rule,
  apiVersions: ['v1'],
  operations: ['CREATE', 'UPDATE'],
}));

/** A ValidatingAdmissionPolicy with one validation. It can be installed as it is. @public */
export type PodSecurityPolicy = ReturnType<typeof podSecurityPolicy>;

/**
 * The ValidatingAdmissionPolicy of one check, for pods and whatever holds a pod template. Its parameter is a
 * PodSecurityVersion; its message names every offender and what to change.
 *
 * @public
 */
export function podSecurityPolicy(check: PodSecurityCheck) {
  return {
    apiVersion: 'admissionregistration.k8s.io/v1',
    kind: 'ValidatingAdmissionPolicy',
    metadata: {
      name: podSecurityPolicyName(check),
      labels: {
        'app.kubernetes.io/part-of': 'mandate',
        'mandate.dev/pod-security-level': check.level,
      },
      annotations: { 'mandate.dev/title': check.title },
    },
    spec: {
      failurePolicy: 'Fail',
      paramKind: podSecurityVersionKind,
      matchConstraints: { resourceRules },
      matchConditions: [{ name: 'changes-pod', expression: changesPod }],
      variables: [
        ...podVariables,
        ...(check.variables ?? []),
        { name: 'offences', expression: offencesOf(check) },
      ],
      validations: [
        {
          expression: 'variables.offences.size() == 0',
          messageExpression: `${celString(
            headingOf(check),
          )} + variables.offences.join('; ')`,
          message: `${headingOf(check)}not allowed at this level`,
          reason: 'Forbidden',
        },
      ],
    },
  } as const;
}

/** The name of a check's policy in a cluster. @public */
export function podSecurityPolicyName(
  check: Pick<PodSecurityCheck, 'id'>,
): string {
  const words = check.id.replace(
    /[A-Z]+(?=[A-Z][a-z]|$)|[A-Z]/g,
    capitals => `-${capitals.toLowerCase()}`,
  );
  return `mandate-pod-security-${words}`;
}

function headingOf(check: PodSecurityCheck): string {
  return `${check.title} (Pod Security, ${check.level}): `;
}

function offencesOf(check: PodSecurityCheck): string {
  const all = check.offences.map(offences => `(${offences})`).join(' + ');
  const exempt = [
    ...(check.since > 0 ? [`params.minor < ${check.since}`] : []),
    ...(check.exempt === undefined ? [] : [check.exempt]),
  ];
  return exempt.length === 0
    ? all
    : `${exempt.map(part => `(${part})`).join(' || ')} ? [] : ${all}`;
}
