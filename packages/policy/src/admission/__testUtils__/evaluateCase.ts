import type { AccessRequest } from '../../cel/library/kubernetes/authorizer/authorizer';
import { compileAdmissionPolicy } from '../compile/compileAdmissionPolicy';
import type { CompiledAdmissionPolicy } from '../compile/compileAdmissionPolicy';
import type { AdmissionVerdict } from '../evaluate/admissionVerdict';
import { evaluateAdmission } from '../evaluate/evaluateAdmission';
import type { ParamStore } from '../matching/collectParams';
import { validatingAdmissionPolicyBindingSchema } from '../policy/policyBinding';
import { validatingAdmissionPolicySchema } from '../policy/validatingPolicy';
import { admissionAttributes } from '../request/admissionAttributes';
import type { AdmissionAttributes } from '../request/admissionAttributes';
import { admissionRequestSchema } from '../request/admissionRequest';
import {
  kubernetesObjectSchema,
  namespaceSchema,
} from '../request/kubernetesObject';
import { Namespaces } from '../request/namespaces';
import { admissionAnswerSchema } from './admissionCase';
import type {
  AdmissionAnswer,
  AdmissionCase,
  Permission,
} from './admissionCase';

/** What we make of a case, in the reference's form. */
export function evaluateCase(one: AdmissionCase): AdmissionAnswer {
  const attributes = admissionAttributes(
    admissionRequestSchema.parse(one.request),
  );
  const store = paramStore(one);
  const verdict: AdmissionVerdict = evaluateAdmission(
    compiledPolicy(one.policy),
    one.bindings.map(binding =>
      validatingAdmissionPolicyBindingSchema.parse(binding),
    ),
    {
      attributes,
      namespaces: namespacesOf(one, attributes),
      paramsOf: () => store,
      authorize: request => ({
        allowed: one.allow.some(permission =>
          permits(permission, request, attributes),
        ),
        reason: '',
      }),
    },
  );
  return admissionAnswerSchema.parse(verdict);
}

/** Cases of one policy follow each other. */
let lastCompiled:
  | { text: string; compiled: CompiledAdmissionPolicy }
  | undefined;

function compiledPolicy(policy: unknown): CompiledAdmissionPolicy {
  const text = JSON.stringify(policy);
  if (lastCompiled?.text !== text) {
    const compiled = compileAdmissionPolicy(
      validatingAdmissionPolicySchema.parse(policy),
      { kubernetesVersion: '1.36' },
    );
    lastCompiled = { text, compiled };
  }
  return lastCompiled.compiled;
}

/** The reference takes a kind to be of the cluster if no object of it has a namespace. */
function paramStore({ params }: AdmissionCase): ParamStore {
  const objects = params.map(param => kubernetesObjectSchema.parse(param));
  const hasNone = objects.every(({ metadata }) => !metadata?.namespace);
  return {
    objects,
    scope: objects.length > 0 && hasNone ? 'Cluster' : 'Namespaced',
  };
}

/** The reference adds the request's namespace where it is not given. */
function namespacesOf(
  { namespaces }: AdmissionCase,
  { namespace }: AdmissionAttributes,
): Namespaces {
  const given = namespaces.map(one => namespaceSchema.parse(one));
  const isGiven = given.some(({ metadata }) => metadata.name === namespace);
  return new Namespaces(
    isGiven ? given : [...given, { metadata: { name: namespace } }],
  );
}

function permits(
  permission: Permission,
  request: AccessRequest,
  { userInfo }: AdmissionAttributes,
): boolean {
  const { serviceAccount, ...question } = request;
  const asked: Readonly<Record<string, string>> = {
    path: '',
    group: '',
    resource: '',
    subresource: '',
    namespace: '',
    name: '',
    ...question,
    user:
      serviceAccount === undefined
        ? userInfo.username
        : `system:serviceaccount:${serviceAccount.namespace}:${serviceAccount.name}`,
  };
  return Object.entries(permission).every(
    ([member, wanted]) => wanted === '' || asked[member] === wanted,
  );
}
