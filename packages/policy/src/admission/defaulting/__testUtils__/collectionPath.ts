import { z } from 'zod';

const clusterScoped = new Set([
  'CustomResourceDefinition',
  'PodSecurityVersion',
  'Namespace',
  'PersistentVolume',
  'StorageClass',
  'CSIDriver',
  'Node',
  'PriorityClass',
  'ClusterRole',
  'ClusterRoleBinding',
  'IngressClass',
  'RuntimeClass',
  'ValidatingAdmissionPolicy',
  'ValidatingAdmissionPolicyBinding',
  'ValidatingWebhookConfiguration',
  'MutatingWebhookConfiguration',
]);

/** Where an API server keeps the objects of an object's kind. */
export function collectionPath(object: object, namespace: string): string {
  const { apiVersion, kind } = z
    .object({ apiVersion: z.string(), kind: z.string() })
    .parse(object);
  const group = apiVersion.includes('/') ? `/apis/${apiVersion}` : '/api/v1';
  const scope = clusterScoped.has(kind) ? '' : `/namespaces/${namespace}`;
  return `${group}${scope}/${pluralOf(kind.toLowerCase())}`;
}

function pluralOf(kind: string): string {
  if (kind === 'endpoints') {
    return kind;
  }
  if (/[^aeiou]y$/.test(kind)) {
    return `${kind.slice(0, -1)}ies`;
  }
  return kind.endsWith('s') ? `${kind}es` : `${kind}s`;
}
