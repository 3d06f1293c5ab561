import {
  type ClusterObject,
  ENTITY_LABEL,
  ENVIRONMENT_LABEL,
  type Target,
} from '@mandate/plugin-mandate-common';
import {
  type ClusterAccess,
  ClusterRefusedError,
} from '@mandate/plugin-mandate-node';
import { MEMBER_KINDS, RIGHTS_KINDS } from '../domain/applyOrder';
import { entityLabel } from '../domain/entityLabel';
import { inParallel } from '../planning/inParallel';

const AT_ONCE = 4;
const RIGHTS: readonly string[] = RIGHTS_KINDS;

/** What Mandate applied in a cluster, or for one target: a list a kind. A kind that the cluster does not serve has none. */
export async function appliedObjects(
  clusters: ClusterAccess,
  { cluster, target }: { readonly cluster: string; readonly target?: Target },
): Promise<readonly ClusterObject[]> {
  const labelSelector = target
    ? [
        `${ENTITY_LABEL}=${entityLabel(target.entityRef)}`,
        `${ENVIRONMENT_LABEL}=${target.environment}`,
      ].join(',')
    : 'app.kubernetes.io/managed-by=mandate';
  const lists = await inParallel(MEMBER_KINDS, AT_ONCE, async name => {
    const [apiVersion = '', kind = ''] = name.split(' ');
    try {
      return await clusters.list(cluster, {
        apiVersion,
        kind,
        labelSelector,
        ...(target ? { namespace: target.namespace } : {}),
      });
    } catch (error) {
      if (error instanceof ClusterRefusedError && hasNone(error, name)) {
        return [];
      }
      throw error;
    }
  });
  return lists.flat();
}

/** Not served, or of the kinds that give rights and not permitted: then none of them was ever written. */
function hasNone({ status }: ClusterRefusedError, kind: string): boolean {
  return status === 404 || (status === 403 && RIGHTS.includes(kind));
}
