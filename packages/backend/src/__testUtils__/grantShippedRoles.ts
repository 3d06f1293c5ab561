import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseAllDocuments } from 'yaml';
import { z } from 'zod';
import type { Administrator } from './Administrator';

const RBAC = join(
  require.resolve(
    '@mandate/plugin-mandate-backend-module-kubernetes/package.json',
  ),
  '../rbac',
);

const objectSchema = z.looseObject({
  kind: z.enum([
    'Namespace',
    'ServiceAccount',
    'ClusterRole',
    'ClusterRoleBinding',
  ]),
  metadata: z.object({ name: z.string(), namespace: z.string().optional() }),
});
type RoleObject = z.infer<typeof objectSchema>;

const tokenSchema = z.object({ status: z.object({ token: z.string() }) });

/** A service account that may do what the shipped manifests say. */
export interface GrantedRoles {
  readonly token: string;
  /** Takes it all away again. */
  revoke(): Promise<void>;
}

/**
 * Applies manifests of `rbac/`, word for word but for the names, which are the test's own: others who use the cluster may
 * have applied them, too.
 */
export async function grantShippedRoles(
  administrator: Administrator,
  options: {
    /** Takes the place of `mandate-system`, and is the prefix of the cluster's roles. */
    readonly namespace: string;
    readonly manifests: readonly string[];
  },
): Promise<GrantedRoles> {
  const { namespace, manifests } = options;
  const objects = manifests.flatMap(name => readManifest(name, namespace));
  for (const object of objects) {
    await administrator.apply(pathOf(object), object);
  }
  const answer = await administrator.create(
    `/api/v1/namespaces/${namespace}/serviceaccounts/mandate/token`,
    {
      apiVersion: 'authentication.k8s.io/v1',
      kind: 'TokenRequest',
      spec: { expirationSeconds: 3_600 },
    },
  );
  return {
    token: tokenSchema.parse(answer).status.token,
    async revoke() {
      // Its ServiceAccount goes with the namespace.
      const others = objects.filter(({ kind }) => kind !== 'ServiceAccount');
      for (const object of others) {
        await administrator.remove(pathOf(object));
      }
    },
  };
}

function readManifest(name: string, namespace: string): readonly RoleObject[] {
  const text = readFileSync(join(RBAC, `${name}.yaml`), 'utf8')
    .replaceAll('mandate-system', namespace)
    .replaceAll(/name: mandate-(?=\w)/g, `name: ${namespace}-`);
  return parseAllDocuments(text).map(document =>
    objectSchema.parse(document.toJS()),
  );
}

function pathOf({ kind, metadata: { name, namespace } }: RoleObject): string {
  switch (kind) {
    case 'Namespace':
      return `/api/v1/namespaces/${name}`;
    case 'ServiceAccount':
      return `/api/v1/namespaces/${namespace}/serviceaccounts/${name}`;
    default:
      return `/apis/rbac.authorization.k8s.io/v1/${kind.toLowerCase()}s/${name}`;
  }
}
