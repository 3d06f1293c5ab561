import type { PodSecurityLevel } from './podSecurityCheck';
import { podSecurityChecksFor } from './podSecurityChecks';
import { podSecurityPolicyName } from './podSecurityPolicy';
import { podSecurityVersionName } from './podSecurityVersion';

/** What happens to a pod that breaks a rule. @public */
export type PodSecurityAction = 'Deny' | 'Warn' | 'Audit';

/** Which namespaces get which level and version of the standard. @public */
export interface PodSecurityBindingOptions {
  /** Ends the bindings' names; unique among the bindings of a cluster. */
  readonly name: string;
  readonly level: PodSecurityLevel;
  /** The standard's version, as a minor of Kubernetes 1. */
  readonly minor: number;
  readonly actions: readonly PodSecurityAction[];
  /** A label selector; without one, every namespace. */
  readonly namespaceSelector?: {
    readonly matchLabels?: Readonly<Record<string, string>>;
    readonly matchExpressions?: readonly {
      readonly key: string;
      readonly operator: 'In' | 'NotIn' | 'Exists' | 'DoesNotExist';
      readonly values?: readonly string[];
    }[];
  };
}

/** A ValidatingAdmissionPolicyBinding. It can be installed as it is. @public */
export type PodSecurityBinding = ReturnType<typeof podSecurityBindings>[number];

/**
 * One ValidatingAdmissionPolicyBinding for each check that the level has in that version. A cluster without the
 * version's parameter refuses pods rather than letting them pass.
 *
 * @public
 */
export function podSecurityBindings(options: PodSecurityBindingOptions) {
  return podSecurityChecksFor(options).map(check => {
    const policyName = podSecurityPolicyName(check);
    return {
      apiVersion: 'admissionregistration.k8s.io/v1',
      kind: 'ValidatingAdmissionPolicyBinding',
      metadata: { name: `${policyName}-${options.name}` },
      spec: {
        policyName,
        paramRef: {
          name: podSecurityVersionName(options.minor),
          parameterNotFoundAction: 'Deny',
        },
        validationActions: options.actions,
        ...(options.namespaceSelector === undefined
          ? {}
          : {
              matchResources: { namespaceSelector: options.namespaceSelector },
            }),
      },
    } as const;
  });
}
