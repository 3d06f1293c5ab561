import { ContractCase } from '../ContractCase';
import { isRolledOut, rolledOut } from '../rolledOut';

const DEPLOYMENTS = '/apis/apps/v1/namespaces/{ns}/deployments';
const REPLICA_SETS = '/apis/apps/v1/namespaces/{ns}/replicasets';
const PODS = '/api/v1/namespaces/{ns}/pods';
const MERGE = 'application/merge-patch+json';

export const WORKLOAD_CASES: readonly ContractCase[] = [
  {
    rule: 'a Deployment becomes available through a ReplicaSet and pods that it owns',
    steps: [
      ...rolledOut(2),
      {
        request: `GET ${DEPLOYMENTS}/web`,
        expect: {
          code: 200,
          body: {
            metadata: {
              annotations: { 'deployment.kubernetes.io/revision': '1' },
            },
            status: { observedGeneration: 1 },
          },
          save: { uid: 'metadata.uid' },
        },
      },
      {
        request: `GET ${REPLICA_SETS}?labelSelector=app=web`,
        expect: {
          code: 200,
          body: {
            items: [
              {
                metadata: {
                  name: '~^web-',
                  annotations: { 'deployment.kubernetes.io/revision': '1' },
                  labels: { 'pod-template-hash': '*' },
                  ownerReferences: [
                    {
                      kind: 'Deployment',
                      name: 'web',
                      uid: '{uid}',
                      controller: true,
                      blockOwnerDeletion: true,
                    },
                  ],
                },
                status: { replicas: 2, readyReplicas: 2 },
              },
            ],
          },
        },
      },
      {
        request: `GET ${PODS}?labelSelector=app=web`,
        expect: {
          code: 200,
          body: {
            items: [1, 2].map(() => ({
              metadata: {
                name: '~^web-[a-z0-9]+-[a-z0-9]{5}$',
                generateName: '*',
                ownerReferences: [{ kind: 'ReplicaSet' }],
              },
              spec: { nodeName: '*', serviceAccountName: 'default' },
              status: {
                phase: 'Running',
                podIP: '*',
                conditions: {
                  $has: [
                    { type: 'Ready', status: 'True' },
                    { type: 'PodScheduled', status: 'True' },
                  ],
                },
                containerStatuses: [
                  {
                    name: 'main',
                    ready: true,
                    restartCount: 0,
                    state: { running: { startedAt: '*' } },
                  },
                ],
              },
            })),
          },
        },
      },
    ],
  },
  {
    rule: 'scaling changes the number of pods, not the revision',
    steps: [
      ...rolledOut(1),
      {
        request: `PATCH ${DEPLOYMENTS}/web/scale`,
        contentType: MERGE,
        body: { spec: { replicas: 3 } },
        expect: { code: 200 },
      },
      isRolledOut(3),
      {
        request: `PATCH ${DEPLOYMENTS}/web/scale`,
        contentType: MERGE,
        body: { spec: { replicas: 1 } },
        expect: { code: 200 },
      },
      isRolledOut(1),
      {
        request: `GET ${DEPLOYMENTS}/web`,
        expect: {
          code: 200,
          body: {
            metadata: {
              annotations: { 'deployment.kubernetes.io/revision': '1' },
            },
          },
        },
      },
    ],
  },
  {
    rule: 'a deleted pod is replaced',
    steps: [
      ...rolledOut(1),
      {
        request: `GET ${PODS}`,
        expect: { code: 200, save: { pod: 'items.0.metadata.name' } },
      },
      {
        request: `DELETE ${PODS}/{pod}`,
        expect: {
          code: 200,
          body: {
            kind: 'Pod',
            metadata: {
              deletionTimestamp: '*',
              deletionGracePeriodSeconds: 30,
            },
          },
        },
      },
      { request: `GET ${PODS}/{pod}`, eventually: true, expect: { code: 404 } },
      isRolledOut(1),
    ],
  },
  {
    rule: 'deleting a Deployment deletes its ReplicaSets and pods',
    steps: [
      ...rolledOut(1),
      {
        request: `DELETE ${DEPLOYMENTS}/web`,
        body: { propagationPolicy: 'Background' },
        expect: { code: 200 },
      },
      {
        request: `GET ${REPLICA_SETS}`,
        eventually: true,
        expect: { code: 200, body: { items: [] } },
      },
      {
        request: `GET ${PODS}`,
        eventually: true,
        expect: { code: 200, body: { items: [] } },
      },
    ],
  },
  {
    rule: 'a Service has the ready pods it selects as endpoints',
    steps: [
      {
        request: 'POST /api/v1/namespaces/{ns}/services',
        body: {
          metadata: { name: 'web' },
          spec: {
            selector: { app: 'web' },
            ports: [{ name: 'http', port: 80, targetPort: 8080 }],
          },
        },
        expect: { code: 201 },
      },
      ...rolledOut(1),
      {
        request: 'GET /api/v1/namespaces/{ns}/endpoints/web',
        eventually: true,
        expect: {
          code: 200,
          body: {
            subsets: [
              {
                addresses: [{ ip: '*', targetRef: { kind: 'Pod' } }],
                ports: [{ name: 'http', port: 8080, protocol: 'TCP' }],
              },
            ],
          },
        },
      },
      {
        request:
          'GET /apis/discovery.k8s.io/v1/namespaces/{ns}/endpointslices?labelSelector=kubernetes.io/service-name=web',
        eventually: true,
        expect: {
          code: 200,
          body: {
            items: [
              {
                addressType: 'IPv4',
                endpoints: [{ addresses: ['*'], conditions: { ready: true } }],
                ports: [{ port: 8080 }],
              },
            ],
          },
        },
      },
    ],
  },
  {
    rule: 'a disruption budget that is spent refuses evictions with 429',
    steps: [
      {
        request: 'POST /apis/policy/v1/namespaces/{ns}/poddisruptionbudgets',
        body: {
          metadata: { name: 'web' },
          spec: { minAvailable: 1, selector: { matchLabels: { app: 'web' } } },
        },
        expect: { code: 201 },
      },
      ...rolledOut(1),
      {
        request: 'GET /apis/policy/v1/namespaces/{ns}/poddisruptionbudgets/web',
        eventually: true,
        expect: {
          code: 200,
          body: {
            status: {
              currentHealthy: 1,
              desiredHealthy: 1,
              disruptionsAllowed: 0,
              expectedPods: 1,
            },
          },
        },
      },
      {
        request: `GET ${PODS}`,
        expect: { code: 200, save: { pod: 'items.0.metadata.name' } },
      },
      {
        request: `POST ${PODS}/{pod}/eviction`,
        body: {
          apiVersion: 'policy/v1',
          kind: 'Eviction',
          metadata: { name: '{pod}', namespace: '{ns}' },
        },
        expect: { code: 429, body: { reason: 'TooManyRequests' } },
      },
    ],
  },
];
