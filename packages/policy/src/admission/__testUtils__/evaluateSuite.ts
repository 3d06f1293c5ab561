import { applyDefaults } from '../defaulting/applyDefaults';
import { compileAdmissionPolicy } from '../compile/compileAdmissionPolicy';
import type { AdmissionInput } from '../evaluate/admissionInput';
import { evaluateAdmission } from '../evaluate/evaluateAdmission';
import { prepareAdmission } from '../evaluate/preparedInput';
import { compileMutatingPolicy } from '../mutation/compileMutatingPolicy';
import { evaluateMutations } from '../mutation/evaluateMutations';
import {
  mutatingAdmissionPolicyBindingSchema,
  validatingAdmissionPolicyBindingSchema,
} from '../policy/policyBinding';
import { mutatingAdmissionPolicySchema } from '../policy/mutatingPolicy';
import { validatingAdmissionPolicySchema } from '../policy/validatingPolicy';
import { admissionAttributes } from '../request/admissionAttributes';
import { admissionRequestSchema } from '../request/admissionRequest';
import { kubernetesObjectSchema } from '../request/kubernetesObject';
import type { KubernetesObject } from '../request/kubernetesObject';
import { Namespaces } from '../request/namespaces';
import {
  comparableObject,
  objectsOf,
  paramsOf,
  policiesOf,
} from './clusterSuite';
import type { ClusterAnswers, ClusterSuite, SuiteAnswer } from './clusterSuite';

const version = { kubernetesVersion: '1.36' };

/** What we make of a suite's objects: defaulted, changed, judged. */
export function evaluateSuite(
  suite: ClusterSuite,
  cluster: Pick<ClusterAnswers, 'userInfo' | 'namespace'>,
): Readonly<Record<string, SuiteAnswer>> {
  const policies = policiesOf(suite);
  const mutating = policies
    .filter(({ policy }) => policy.kind === 'MutatingAdmissionPolicy')
    .map(({ policy, binding }) => ({
      compiled: compileMutatingPolicy(
        mutatingAdmissionPolicySchema.parse(policy),
        version,
      ),
      bindings: [mutatingAdmissionPolicyBindingSchema.parse(binding)],
    }));
  const validating = policies
    .filter(({ policy }) => policy.kind === 'ValidatingAdmissionPolicy')
    .map(({ policy, binding }) => ({
      compiled: compileAdmissionPolicy(
        validatingAdmissionPolicySchema.parse(policy),
        version,
      ),
      bindings: [validatingAdmissionPolicyBindingSchema.parse(binding)],
    }));
  return Object.fromEntries(
    objectsOf(suite).map(([key, object]) => {
      const input = inputFor(suite, object, cluster);
      const mutated = evaluateMutations(mutating, {
        ...input,
        setDefaults: defaulted,
      });
      if (!mutated.allowed) {
        const { code, reason, message } = mutated;
        return [key, { status: code, reason, message, warnings: [] }];
      }
      return [key, judge(validating, input, mutated.object ?? object)];
    }),
  );
}

function judge(
  policies: readonly {
    readonly compiled: Parameters<typeof evaluateAdmission>[0];
    readonly bindings: Parameters<typeof evaluateAdmission>[1];
  }[],
  input: AdmissionInput,
  object: KubernetesObject,
): SuiteAnswer {
  const attributes = { ...input.attributes, object };
  const warnings: string[] = [];
  const prepared = prepareAdmission({ ...input, attributes });
  for (const { compiled, bindings } of policies) {
    const verdict = evaluateAdmission(compiled, bindings, prepared);
    warnings.push(...verdict.warnings);
    if (!verdict.allowed) {
      const { code, reason, message } = verdict;
      return { status: code, reason, message, warnings };
    }
  }
  return { status: 201, warnings, object: comparableObject(object) };
}

function inputFor(
  suite: ClusterSuite,
  object: KubernetesObject,
  { userInfo, namespace }: Pick<ClusterAnswers, 'userInfo' | 'namespace'>,
): AdmissionInput {
  const attributes = admissionAttributes(
    admissionRequestSchema.parse({
      object: defaulted(object),
      userInfo,
      dryRun: true,
      options: {
        apiVersion: 'meta.k8s.io/v1',
        kind: 'CreateOptions',
        dryRun: ['All'],
      },
    }),
  );
  return {
    attributes,
    namespaces: new Namespaces([namespace]),
    paramsOf: () => ({ objects: paramsOf(suite), scope: 'Namespaced' }),
    // Whoever may write policies may do everything; service accounts may not without a role.
    authorize: ({ serviceAccount }) => ({
      allowed: serviceAccount === undefined,
      reason: '',
    }),
  };
}

function defaulted(object: KubernetesObject): KubernetesObject {
  return kubernetesObjectSchema.parse(applyDefaults(object));
}
