import { compileAdmissionPolicy } from '../admission/compile/compileAdmissionPolicy';
import { applyDefaults } from '../admission/defaulting/applyDefaults';
import type { AdmissionInput } from '../admission/evaluate/admissionInput';
import { evaluateAdmission } from '../admission/evaluate/evaluateAdmission';
import { prepareAdmission } from '../admission/evaluate/preparedInput';
import { validatingAdmissionPolicyBindingSchema } from '../admission/policy/policyBinding';
import { validatingAdmissionPolicySchema } from '../admission/policy/validatingPolicy';
import { admissionAttributes } from '../admission/request/admissionAttributes';
import { admissionRequestSchema } from '../admission/request/admissionRequest';
import {
  type KubernetesObject,
  kubernetesObjectSchema,
} from '../admission/request/kubernetesObject';
import { Namespaces } from '../admission/request/namespaces';
import type { PodSecurityCheck, PodSecurityLevel } from './podSecurityCheck';
import { podSecurityBindings } from './podSecurityBindings';
import { podSecurityChecksFor } from './podSecurityChecks';
import { podSecurityPolicy } from './podSecurityPolicy';
import { podSecurityVersion } from './podSecurityVersion';

/** A check that a manifest fails. @public */
export interface PodSecurityFinding {
  readonly check: Pick<PodSecurityCheck, 'id' | 'level' | 'title'>;
  /** Names each offender and what to change; or the error because of which the manifest counts as failing. */
  readonly message: string;
}

/** What the Pod Security Standards say about a manifest. @public */
export type PodSecurityJudgement =
  | {
      readonly outcome: 'judged';
      /** None: the manifest conforms, or has no pods. */
      readonly findings: readonly PodSecurityFinding[];
    }
  | { readonly outcome: 'unreadable'; readonly message: string };

/** The oldest version with policies in CEL: what its expressions can do, the policies may use. */
const kubernetesVersion = '1.30';

/** The policies ask nothing about the user. */
const nobodyMay: AdmissionInput['authorize'] = () => ({
  allowed: false,
  reason: '',
});

/** Each check's policy is compiled once, when it is first asked for. */
const compiledPolicies = new Map<
  string,
  ReturnType<typeof compileAdmissionPolicy>
>();

/**
 * Judges a manifest of a pod, or of anything with a pod template, by the policies that a cluster would enforce, after
 * the defaults that a cluster would add.
 *
 * @param options - the standard's level and its version, as a minor of Kubernetes 1.
 * @public
 */
export function judgePodSecurity(
  manifest: Readonly<Record<string, unknown>>,
  options: { readonly level: PodSecurityLevel; readonly minor: number },
): PodSecurityJudgement {
  const parsed = kubernetesObjectSchema.safeParse(applyDefaults(manifest));
  if (!parsed.success) {
    return {
      outcome: 'unreadable',
      message: `not a Kubernetes object: ${parsed.error.issues
        .map(issue => `${issue.path.join('.')}: ${issue.message}`)
        .join('; ')}`,
    };
  }
  const bindings = podSecurityBindings({
    ...options,
    name: 'judged',
    actions: ['Deny'],
  }).map(binding => validatingAdmissionPolicyBindingSchema.parse(binding));
  const input = prepareAdmission(admissionInput(parsed.data, options.minor));
  return {
    outcome: 'judged',
    findings: podSecurityChecksFor(options).flatMap(check => {
      const verdict = evaluateAdmission(compiled(check), bindings, input);
      return verdict.allowed
        ? []
        : [{ check, message: withoutPreamble(verdict.message) }];
    }),
  };
}

function compiled(check: PodSecurityCheck) {
  const known = compiledPolicies.get(check.id);
  if (known) {
    return known;
  }
  const policy = compileAdmissionPolicy(
    validatingAdmissionPolicySchema.parse(podSecurityPolicy(check)),
    { kubernetesVersion },
  );
  compiledPolicies.set(check.id, policy);
  return policy;
}

function admissionInput(
  object: KubernetesObject,
  minor: number,
): AdmissionInput {
  const namespace = object.metadata?.namespace ?? 'default';
  return {
    attributes: admissionAttributes(
      admissionRequestSchema.parse({ object, namespace }),
    ),
    namespaces: new Namespaces([{ metadata: { name: namespace } }]),
    paramsOf: () => ({
      objects: [kubernetesObjectSchema.parse(podSecurityVersion(minor))],
      scope: 'Cluster',
    }),
    authorize: nobodyMay,
  };
}

/** The server's words before the policy's own say which policy and binding refused. */
function withoutPreamble(message: string): string {
  const marker = ' denied request: ';
  const at = message.indexOf(marker);
  return at < 0 ? message : message.slice(at + marker.length);
}
