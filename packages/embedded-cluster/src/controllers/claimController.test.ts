import { setTimeout as delay } from 'node:timers/promises';
import { z } from 'zod';
import { Agent, request } from 'node:https';
import { FAST_TIMING } from '../simulation/SimulationTiming';
import {
  type EmbeddedCluster,
  startEmbeddedCluster,
} from '../startEmbeddedCluster';

const claimSchema = z.object({
  status: z
    .object({
      phase: z.string().optional(),
      capacity: z.record(z.string(), z.string()).optional(),
    })
    .optional(),
});
const PATH = '/api/v1/namespaces/default/persistentvolumeclaims';

describe('claims for volumes', () => {
  let cluster: EmbeddedCluster;
  let agent: Agent;
  beforeAll(async () => {
    cluster = await startEmbeddedCluster({
      host: '127.0.0.1',
      timing: FAST_TIMING,
    });
    agent = new Agent({ ca: cluster.ca });
  });
  afterAll(async () => {
    agent.destroy();
    await cluster.close();
  });

  it('are bound to what they ask for', async () => {
    await call('POST', PATH, {
      apiVersion: 'v1',
      kind: 'PersistentVolumeClaim',
      metadata: { name: 'data' },
      spec: {
        accessModes: ['ReadWriteOnce'],
        resources: { requests: { storage: '5Gi' } },
      },
    });
    let status: z.infer<typeof claimSchema>['status'];
    while (status?.phase !== 'Bound') {
      await delay(5);
      ({ status } = claimSchema.parse(
        JSON.parse(await call('GET', `${PATH}/data`)),
      ));
    }
    expect(status.capacity).toEqual({ storage: '5Gi' });
  });

  function call(method: string, path: string, body?: unknown): Promise<string> {
    return new Promise((resolve, reject) => {
      const sent = request(
        new URL(path, cluster.url),
        {
          method,
          agent,
          headers: {
            Authorization: `Bearer ${cluster.token}`,
            'Content-Type': 'application/json',
          },
        },
        response => {
          const parts: string[] = [];
          response.setEncoding('utf8');
          response.on('data', part => parts.push(part));
          response.on('end', () => resolve(parts.join('')));
        },
      );
      sent.on('error', reject);
      sent.end(body === undefined ? undefined : JSON.stringify(body));
    });
  }
});
