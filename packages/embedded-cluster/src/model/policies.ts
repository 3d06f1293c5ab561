import { KubernetesObject } from './KubernetesObject';

/** Amounts by resource, such as `cpu` or `requests.memory`, as Kubernetes writes quantities. */
export type Quantities = Record<string, string>;

export interface ResourceQuota extends KubernetesObject {
  spec: { hard?: Quantities };
  status?: { hard?: Quantities; used?: Quantities };
}

/** Bounds and defaults of one kind of thing. */
export interface Limit {
  type: string;
  default?: Quantities;
  defaultRequest?: Quantities;
  max?: Quantities;
  min?: Quantities;
}

export interface LimitRange extends KubernetesObject {
  spec: { limits: Limit[] };
}

export interface PriorityClass extends KubernetesObject {
  value: number;
  globalDefault?: boolean;
  preemptionPolicy?: string;
}

/** What a role allows. */
export interface PolicyRule {
  verbs: string[];
  apiGroups?: string[];
  resources?: string[];
  resourceNames?: string[];
  nonResourceURLs?: string[];
}

/** A Role or a ClusterRole. */
export interface Role extends KubernetesObject {
  rules?: PolicyRule[] | null;
}

/** Who is granted a role. */
export interface Subject {
  kind: string;
  name: string;
  namespace?: string;
}

/** A RoleBinding or a ClusterRoleBinding. */
export interface RoleBinding extends KubernetesObject {
  subjects?: Subject[];
  roleRef: { kind: string; name: string };
}
