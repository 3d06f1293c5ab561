import type { AdmissionAttributes } from '../request/admissionAttributes';

const exempt: ReadonlyMap<string, ReadonlySet<string>> = new Map([
  [
    'admissionregistration.k8s.io',
    new Set([
      'validatingadmissionpolicies',
      'validatingadmissionpolicybindings',
      'mutatingadmissionpolicies',
      'mutatingadmissionpolicybindings',
    ]),
  ],
  ['authentication.k8s.io', new Set(['selfsubjectreviews', 'tokenreviews'])],
  [
    'authorization.k8s.io',
    new Set([
      'localsubjectaccessreviews',
      'selfsubjectaccessreviews',
      'selfsubjectrulesreviews',
      'subjectaccessreviews',
    ]),
  ],
]);

/**
 * Whether policies have no say: about themselves, so that none can lock its own repair out, and about questions of who may do
 * what, which are asked while a request is decided.
 */
export function isExempt({ resource }: AdmissionAttributes): boolean {
  return exempt.get(resource.group)?.has(resource.resource) ?? false;
}
