import { z } from 'zod';
import type { ClusterConnection } from '../cluster/ClusterConnection';
import type { Access } from '../permissions/accessOfRequest';

/** Reviews at the same time. */
const AT_ONCE = 8;

const rulesSchema = z.object({
  status: z.object({
    resourceRules: z.array(
      z.object({
        verbs: z.array(z.string()).nullish(),
        apiGroups: z.array(z.string()).nullish(),
        resources: z.array(z.string()).nullish(),
        resourceNames: z.array(z.string()).nullish(),
      }),
    ),
  }),
});
type Rules = z.infer<typeof rulesSchema>['status']['resourceRules'];

const reviewSchema = z.object({ status: z.object({ allowed: z.boolean() }) });

/**
 * Which of these accesses the cluster does not allow us in all namespaces. The list of our rules answers most at once;
 * what it does not show is asked one by one, as an authorizer other than RBAC shows no rules.
 *
 * @public
 */
export async function missingAccesses(
  connection: Pick<ClusterConnection, 'call'>,
  accesses: readonly Access[],
  signal: AbortSignal,
): Promise<readonly Access[]> {
  const rules = await ownRules(connection, signal);
  const open = accesses.filter(access => !isGranted(rules, access));
  const missing: Access[] = [];
  const waiting = [...open];
  const work = async () => {
    for (let access = waiting.pop(); access; access = waiting.pop()) {
      if (!(await isAllowed(connection, access, signal))) {
        missing.push(access);
      }
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  return accesses.filter(access => missing.includes(access));
}

async function ownRules(
  connection: Pick<ClusterConnection, 'call'>,
  signal: AbortSignal,
): Promise<Rules> {
  const { body } = await connection.call({
    method: 'POST',
    path: '/apis/authorization.k8s.io/v1/selfsubjectrulesreviews',
    body: {
      apiVersion: 'authorization.k8s.io/v1',
      kind: 'SelfSubjectRulesReview',
      // The rules shown for a namespace hold those of one's ClusterRoleBindings; no Role is expected in this one.
      spec: { namespace: 'kube-public' },
    },
    signal,
  });
  const parsed = rulesSchema.safeParse(body);
  return parsed.success ? parsed.data.status.resourceRules : [];
}

function isGranted(rules: Rules, { verb, group, resource }: Access): boolean {
  return rules.some(
    ({ verbs, apiGroups, resources, resourceNames }) =>
      !resourceNames?.length &&
      has(verbs, verb) &&
      has(apiGroups, group) &&
      has(resources, resource),
  );
}

function has(list: readonly string[] | null | undefined, value: string) {
  return list?.some(item => item === '*' || item === value) ?? false;
}

async function isAllowed(
  connection: Pick<ClusterConnection, 'call'>,
  { verb, group, resource }: Access,
  signal: AbortSignal,
): Promise<boolean> {
  const [name, subresource] = resource.split('/');
  const { body } = await connection.call({
    method: 'POST',
    path: '/apis/authorization.k8s.io/v1/selfsubjectaccessreviews',
    body: {
      apiVersion: 'authorization.k8s.io/v1',
      kind: 'SelfSubjectAccessReview',
      spec: {
        resourceAttributes: {
          verb,
          group,
          resource: name,
          ...(subresource ? { subresource } : {}),
        },
      },
    },
    signal,
  });
  const parsed = reviewSchema.safeParse(body);
  return parsed.success && parsed.data.status.allowed;
}
