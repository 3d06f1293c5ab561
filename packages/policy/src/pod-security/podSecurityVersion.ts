/** The `paramKind` of the Pod Security policies. @public */
export const podSecurityVersionKind = {
  apiVersion: 'mandate.dev/v1',
  kind: 'PodSecurityVersion',
} as const;

/** A version of the Pod Security Standards, as a policy's parameter. @public */
export interface PodSecurityVersion {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: { readonly name: string };
  /** The minor of Kubernetes 1. */
  readonly minor: number;
}

/**
 * The parameter for a version. A minor newer than the newest one known means the newest.
 *
 * @public
 */
export function podSecurityVersion(minor: number): PodSecurityVersion {
  return {
    ...podSecurityVersionKind,
    metadata: { name: podSecurityVersionName(minor) },
    minor,
  };
}

/** The name of a version's parameter. @public */
export function podSecurityVersionName(minor: number): string {
  return `v1.${minor}`;
}

/**
 * The CustomResourceDefinition of the parameter. A version cannot be altered once it is there: bindings are made for
 * the checks that it has.
 *
 * @public
 */
export const podSecurityVersionDefinition = {
  apiVersion: 'apiextensions.k8s.io/v1',
  kind: 'CustomResourceDefinition',
  metadata: { name: 'podsecurityversions.mandate.dev' },
  spec: {
    group: 'mandate.dev',
    scope: 'Cluster',
    names: {
      kind: 'PodSecurityVersion',
      listKind: 'PodSecurityVersionList',
      plural: 'podsecurityversions',
      singular: 'podsecurityversion',
    },
    versions: [
      {
        name: 'v1',
        served: true,
        storage: true,
        schema: {
          openAPIV3Schema: {
            type: 'object',
            description:
              'A version of the Pod Security Standards, read by ValidatingAdmissionPolicies',
            required: ['minor'],
            properties: {
              minor: {
                type: 'integer',
                minimum: 0,
                description:
                  'The minor version of Kubernetes 1 whose standard is meant',
                'x-kubernetes-validations': [
                  {
                    rule: 'self == oldSelf',
                    message: 'a version does not change: make another one',
                  },
                ],
              },
            },
          },
        },
      },
    ],
  },
} as const;
