import { JsonObject } from '../model/KubernetesObject';
import { RequestStep } from './ContractCase';

/** Each case has a node of its own, with one processor, that only its pods select, and that takes no others. */
export const NODE = '/api/v1/nodes/{ns}';
export const leftovers = [NODE];
export const only = { only: '{ns}' };
export const reserved = {
  key: 'reserved',
  value: '{ns}',
  effect: 'NoSchedule',
};
export const toleratesReserved = { key: 'reserved', operator: 'Exists' };

/** Makes the case's own node and waits until it is ready. */
export const createNode = (taints: JsonObject[] = []): RequestStep[] => [
  {
    request: 'POST /api/v1/nodes',
    body: {
      metadata: {
        name: '{ns}',
        labels: only,
        annotations: { 'kwok.x-k8s.io/node': 'fake' },
      },
      spec: { taints: [reserved, ...taints] },
      status: {
        capacity: { cpu: '1', memory: '1Gi', pods: '10' },
        allocatable: { cpu: '1', memory: '1Gi', pods: '10' },
      },
    },
    expect: { code: 201 },
  },
  {
    request: `GET ${NODE}`,
    eventually: true,
    expect: {
      code: 200,
      body: {
        status: { conditions: { $has: [{ type: 'Ready', status: 'True' }] } },
      },
    },
  },
];
