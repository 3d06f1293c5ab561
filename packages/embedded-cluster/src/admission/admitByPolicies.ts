import {
  admissionAttributes,
  CompiledAdmissionPolicy,
  compileAdmissionPolicy,
  evaluateAdmission,
  Namespaces,
  ValidatingAdmissionPolicyBinding,
  validatingAdmissionPolicyBindingSchema,
  validatingAdmissionPolicySchema,
} from '@mandate/policy';
import { authorizerOf } from '../access/authorizerOf';
import { ApiError, FieldFault } from '../api/ApiError';
import { ObjectApi } from '../api/ObjectApi';
import { KubernetesObject } from '../model/KubernetesObject';
import {
  ADMISSION_POLICIES,
  ADMISSION_POLICY_BINDINGS,
  NAMESPACES,
} from '../resources/resourceTable';
import { apiVersionOf } from '../resources/ResourceType';
import type { AdmissionPlugin, AdmittedWrite } from './Admission';

const VERSION = { kubernetesVersion: '1.36' };

/** Stored objects are never changed in place, so that what is compiled from one holds as long as it is stored. */
const compiled = new WeakMap<KubernetesObject, CompiledAdmissionPolicy>();
const parsed = new WeakMap<
  KubernetesObject,
  ValidatingAdmissionPolicyBinding
>();

/** Refuses what a bound ValidatingAdmissionPolicy does not allow. The cluster's own controllers are held to them, too. */
export const admitByPolicies: AdmissionPlugin = (write, objects) => {
  const policies = objects.list(ADMISSION_POLICIES);
  const bindings = policies.length
    ? objects.list(ADMISSION_POLICY_BINDINGS)
    : [];
  if (bindings.length === 0) {
    return;
  }
  const input = admissionInput(write, objects);
  for (const policy of policies) {
    const verdict = evaluateAdmission(
      compiledPolicy(policy),
      bindings.map(parsedBinding),
      input,
    );
    verdict.warnings.forEach(write.warn);
    if (!verdict.allowed) {
      const { type, object, previous } = write;
      throw new ApiError(verdict.code, verdict.reason, verdict.message, {
        name: (object ?? previous)?.metadata.name,
        ...(type.group && { group: type.group }),
        kind: type.plural,
        causes: [{ reason: verdict.reason, message: verdict.message }],
      });
    }
  }
};

/** What the API server would refuse in a new policy. */
export function policyFaults(object: KubernetesObject): FieldFault[] {
  return compiledPolicy(object).issues.map(({ path, message }) => ({
    field: path,
    reason: 'FieldValueInvalid',
    message: `Invalid value: compilation failed: ${message}`,
  }));
}

function admissionInput(
  {
    type,
    operation,
    subresource,
    object,
    previous,
    user,
    dryRun,
  }: AdmittedWrite,
  objects: ObjectApi,
) {
  const { name = '', namespace = '' } = (object ?? previous)?.metadata ?? {};
  const { group, version, kind, plural } = type;
  return {
    attributes: admissionAttributes({
      kind: { group, version, kind },
      resource: { group, version, resource: plural },
      subResource: subresource,
      name,
      namespace,
      operation,
      userInfo: {
        username: user.name,
        uid: '',
        groups: [...user.groups],
        extra: {},
      },
      object: object && opened(object),
      oldObject: previous && opened(previous),
      dryRun,
    }),
    namespaces: new Namespaces(
      [objects.find(NAMESPACES, { namespace: '', name: namespace })].flatMap(
        it => (it ? [{ metadata: opened(it).metadata }] : []),
      ),
    ),
    paramsOf: (paramKind: { apiVersion: string; kind: string }) => {
      const params = objects.resources
        .list()
        .find(
          it =>
            it.kind === paramKind.kind &&
            apiVersionOf(it) === paramKind.apiVersion,
        );
      return (
        params && {
          objects: objects.list(params).map(opened),
          scope: params.namespaced
            ? ('Namespaced' as const)
            : ('Cluster' as const),
        }
      );
    },
    authorize: authorizerOf(objects, user),
  };
}

/** The same object in a type that policies take: theirs may have any other fields. */
function opened(object: KubernetesObject) {
  return { ...object, metadata: { ...object.metadata } };
}

function compiledPolicy(policy: KubernetesObject): CompiledAdmissionPolicy {
  const known = compiled.get(policy);
  if (known) {
    return known;
  }
  const fresh = compileAdmissionPolicy(
    validatingAdmissionPolicySchema.parse(policy),
    VERSION,
  );
  compiled.set(policy, fresh);
  return fresh;
}

function parsedBinding(
  binding: KubernetesObject,
): ValidatingAdmissionPolicyBinding {
  const known = parsed.get(binding);
  if (known) {
    return known;
  }
  const fresh = validatingAdmissionPolicyBindingSchema.parse(binding);
  parsed.set(binding, fresh);
  return fresh;
}
