export {
  compileAdmissionPolicy,
  type AdmissionCompileOptions,
  type CompiledAdmissionPolicy,
} from './compile/compileAdmissionPolicy';
export type { CompileIssue } from './compile/compiledExpression';
export type { AdmissionInput } from './evaluate/admissionInput';
export type {
  AdmissionEvaluation,
  AdmissionRecord,
  AdmissionVerdict,
} from './evaluate/admissionVerdict';
export type { AuditAnnotationResult } from './evaluate/auditAnnotations';
export { evaluateAdmission } from './evaluate/evaluateAdmission';
export { prepareAdmission } from './evaluate/preparedInput';
export type { ValidationDecision } from './evaluate/validationDecisions';
export type { ParamStore } from './matching/collectParams';
export type { EquivalentResource } from './matching/matchRequest';
export type { BoundMutatingPolicy } from './mutation/collectInvocations';
export {
  compileMutatingPolicy,
  type CompiledMutatingPolicy,
} from './mutation/compileMutatingPolicy';
export {
  evaluateMutations,
  type MutationInput,
} from './mutation/evaluateMutations';
export type { MutationVerdict } from './mutation/mutationVerdict';
export {
  mutatingAdmissionPolicySchema,
  type MutatingAdmissionPolicy,
  type Mutation,
} from './policy/mutatingPolicy';
export {
  mutatingAdmissionPolicyBindingSchema,
  validatingAdmissionPolicyBindingSchema,
  type MutatingAdmissionPolicyBinding,
  type ValidatingAdmissionPolicyBinding,
  type ValidationAction,
} from './policy/policyBinding';
export {
  validatingAdmissionPolicySchema,
  type ValidatingAdmissionPolicy,
} from './policy/validatingPolicy';
export {
  admissionAttributes,
  type AdmissionAttributes,
} from './request/admissionAttributes';
export {
  admissionRequestSchema,
  type AdmissionRequest,
} from './request/admissionRequest';
export {
  kubernetesObjectSchema,
  namespaceSchema,
  type KubernetesObject,
  type NamespaceObject,
} from './request/kubernetesObject';
export { Namespaces } from './request/namespaces';
export {
  checkAdmissionTypes,
  type ExpressionWarning,
  type TypeCheckOptions,
} from './typeChecking/checkAdmissionTypes';
