import { randomBytes } from 'node:crypto';
import { GRAFANA_CREDENTIALS } from '../foundation/foundation';
import { MONITORING_NAMESPACE } from '../foundation/namespaces';
import type { Place } from '../cluster/Place';
import { Trouble } from '../trouble';

const PASSWORD_BYTES = 24;
const PATH = `/api/v1/namespaces/${MONITORING_NAMESPACE}/secrets`;

/**
 * Makes the Secret with the password of Grafana's administrator when it is not there. Its value is random, and is shown
 * and kept nowhere else. Answers whether it was made.
 */
export async function keepGrafanaPassword(place: Place): Promise<boolean> {
  const { status } = await place.connection.call({
    method: 'POST',
    path: PATH,
    body: {
      apiVersion: 'v1',
      kind: 'Secret',
      metadata: {
        name: GRAFANA_CREDENTIALS,
        namespace: MONITORING_NAMESPACE,
        labels: { 'app.kubernetes.io/managed-by': 'mandate' },
      },
      type: 'Opaque',
      stringData: {
        'admin-password': randomBytes(PASSWORD_BYTES).toString('base64url'),
      },
    },
  });
  // Creating, not applying: a password that is there is never replaced.
  if (status === 409) {
    return false;
  }
  if (status !== 201) {
    throw new Trouble(
      `The Secret ${MONITORING_NAMESPACE}/${GRAFANA_CREDENTIALS} could not be made (status ${status}). Make it with the key admin-password, or run this again.`,
    );
  }
  return true;
}
