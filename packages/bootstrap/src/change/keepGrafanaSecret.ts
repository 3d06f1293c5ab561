import { randomBytes } from 'node:crypto';
import {
  ClusterRefusedError,
  type StepContext,
} from '@mandate/plugin-mandate-node';
import { GRAFANA_CREDENTIALS } from '../foundation/foundation';
import { MONITORING_NAMESPACE } from '../foundation/namespaces';

const PASSWORD_BYTES = 24;
const CONFLICT = 409;

/**
 * Makes the Secret with the password of Grafana's administrator when it is not there: random, in no plan, log or answer,
 * and never replaced. It stays when the change is undone, as its namespace does.
 */
export async function keepGrafanaSecret({
  clusters,
  target,
}: StepContext): Promise<void> {
  const reference = {
    apiVersion: 'v1',
    kind: 'Secret',
    namespace: MONITORING_NAMESPACE,
    name: GRAFANA_CREDENTIALS,
  };
  if (await clusters.read(target.cluster, reference)) {
    return;
  }
  const { apiVersion, kind, name, namespace } = reference;
  const password = randomBytes(PASSWORD_BYTES).toString('base64url');
  try {
    await clusters.apply(
      target.cluster,
      {
        apiVersion,
        kind,
        metadata: {
          name,
          namespace,
          labels: { 'app.kubernetes.io/managed-by': 'mandate' },
        },
        type: 'Opaque',
        stringData: { 'admin-password': password },
      },
      { mustNotExist: true },
    );
  } catch (error) {
    // Somebody made it in between.
    if (!(error instanceof ClusterRefusedError && error.status === CONFLICT)) {
      throw error;
    }
  }
}
