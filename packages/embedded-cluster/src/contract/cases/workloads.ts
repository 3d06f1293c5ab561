import { ContractCase, deployment, RequestStep } from '../ContractCase';

const DEPLOYMENTS = '/apis/apps/v1/namespaces/{ns}/deployments';
const REPLICA_SETS = '/apis/apps/v1/namespaces/{ns}/replicasets';
const STATEFUL_SETS = '/apis/apps/v1/namespaces/{ns}/statefulsets';
const PODS = '/api/v1/namespaces/{ns}/pods';
const MERGE = 'application/merge-patch+json';
const STRATEGIC = 'application/strategic-merge-patch+json';

const isRolledOut = (replicas: number): RequestStep => ({
  request: `GET ${DEPLOYMENTS}/web`,
  eventually: true,
  expect: {
    code: 200,
    body: {
      status: {
        replicas,
        updatedReplicas: replicas,
        readyReplicas: replicas,
        availableReplicas: replicas,
        conditions: {
          $has: [
            {
              type: 'Available',
              status: 'True',
              reason: 'MinimumReplicasAvailable',
            },
            {
              type: 'Progressing',
              status: 'True',
              reason: 'NewReplicaSetAvailable',
            },
          ],
        },
      },
    },
  },
});

const rolledOut = (replicas: number): RequestStep[] => [
  {
    request: `POST ${DEPLOYMENTS}`,
    body: deployment('web', { replicas }),
    expect: { code: 201 },
  },
  isRolledOut(replicas),
];

const setImage = (image: string): RequestStep => ({
  request: `PATCH ${DEPLOYMENTS}/web`,
  contentType: STRATEGIC,
  body: {
    spec: { template: { spec: { containers: [{ name: 'main', image }] } } },
  },
  expect: { code: 200 },
});

const statefulSet = {
  metadata: { name: 'db' },
  spec: {
    replicas: 2,
    serviceName: 'db',
    selector: { matchLabels: { app: 'db' } },
    template: {
      metadata: { labels: { app: 'db' } },
      spec: { containers: [{ name: 'main', image: 'x:1' }] },
    },
  },
};

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
    rule: 'a new template is a new revision, and the old ReplicaSet stays for a rollback',
    steps: [
      ...rolledOut(1),
      setImage('mandate.test/workload:v2'),
      {
        request: `GET ${DEPLOYMENTS}/web`,
        eventually: true,
        expect: {
          code: 200,
          body: {
            metadata: {
              annotations: { 'deployment.kubernetes.io/revision': '2' },
            },
          },
        },
      },
      isRolledOut(1),
      {
        request: `GET ${REPLICA_SETS}`,
        eventually: true,
        expect: {
          code: 200,
          body: {
            items: {
              $has: [
                {
                  metadata: {
                    annotations: { 'deployment.kubernetes.io/revision': '1' },
                  },
                  spec: { replicas: 0 },
                },
                {
                  metadata: {
                    annotations: { 'deployment.kubernetes.io/revision': '2' },
                  },
                  spec: { replicas: 1 },
                },
              ],
            },
          },
        },
      },
    ],
  },
  {
    rule: 'going back to an old template gives its ReplicaSet a new revision number',
    steps: [
      ...rolledOut(1),
      setImage('mandate.test/workload:v2'),
      {
        request: `GET ${DEPLOYMENTS}/web`,
        eventually: true,
        expect: {
          code: 200,
          body: {
            metadata: {
              annotations: { 'deployment.kubernetes.io/revision': '2' },
            },
          },
        },
      },
      isRolledOut(1),
      setImage('mandate.test/workload:v1'),
      {
        request: `GET ${DEPLOYMENTS}/web`,
        eventually: true,
        expect: {
          code: 200,
          body: {
            metadata: {
              annotations: { 'deployment.kubernetes.io/revision': '3' },
            },
          },
        },
      },
      {
        request: `GET ${REPLICA_SETS}`,
        eventually: true,
        expect: { code: 200, body: { items: ['*', '*'] } },
      },
    ],
  },
  {
    rule: 'a restart annotation rolls the pods',
    steps: [
      ...rolledOut(1),
      {
        request: `GET ${PODS}`,
        expect: { code: 200, save: { pod: 'items.0.metadata.name' } },
      },
      {
        request: `PATCH ${DEPLOYMENTS}/web`,
        contentType: STRATEGIC,
        body: {
          spec: {
            template: {
              metadata: {
                annotations: {
                  'kubectl.kubernetes.io/restartedAt': '2026-01-01T00:00:00Z',
                },
              },
            },
          },
        },
        expect: { code: 200 },
      },
      { request: `GET ${PODS}/{pod}`, eventually: true, expect: { code: 404 } },
      isRolledOut(1),
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
    rule: 'a paused Deployment does not roll out until it is resumed',
    steps: [
      ...rolledOut(1),
      {
        request: `PATCH ${DEPLOYMENTS}/web`,
        contentType: MERGE,
        body: { spec: { paused: true } },
        expect: { code: 200 },
      },
      setImage('mandate.test/workload:v2'),
      {
        request: `GET ${DEPLOYMENTS}/web`,
        eventually: true,
        expect: {
          code: 200,
          body: {
            status: {
              observedGeneration: 3,
              conditions: {
                $has: [
                  {
                    type: 'Progressing',
                    status: 'Unknown',
                    reason: 'DeploymentPaused',
                  },
                ],
              },
            },
          },
        },
      },
      {
        request: `GET ${REPLICA_SETS}`,
        expect: { code: 200, body: { items: ['*'] } },
      },
      {
        request: `PATCH ${DEPLOYMENTS}/web`,
        contentType: MERGE,
        body: { spec: { paused: false } },
        expect: { code: 200 },
      },
      {
        request: `GET ${DEPLOYMENTS}/web`,
        eventually: true,
        expect: {
          code: 200,
          body: {
            metadata: {
              annotations: { 'deployment.kubernetes.io/revision': '2' },
            },
          },
        },
      },
      isRolledOut(1),
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
    rule: 'rollouts leave events',
    steps: [
      ...rolledOut(1),
      {
        request:
          'GET /api/v1/namespaces/{ns}/events?fieldSelector=involvedObject.kind=Deployment',
        eventually: true,
        expect: {
          code: 200,
          body: {
            items: {
              $has: [
                {
                  reason: 'ScalingReplicaSet',
                  type: 'Normal',
                  involvedObject: { name: 'web' },
                },
              ],
            },
          },
        },
      },
    ],
  },
  {
    rule: 'a StatefulSet numbers its pods',
    steps: [
      {
        request: `POST ${STATEFUL_SETS}`,
        body: statefulSet,
        expect: {
          code: 201,
          body: {
            spec: {
              podManagementPolicy: 'OrderedReady',
              updateStrategy: {
                type: 'RollingUpdate',
                rollingUpdate: { partition: 0 },
              },
            },
          },
        },
      },
      {
        request: `GET ${STATEFUL_SETS}/db`,
        eventually: true,
        expect: {
          code: 200,
          body: { status: { replicas: 2, readyReplicas: 2 } },
        },
      },
      {
        request: `GET ${PODS}`,
        expect: {
          code: 200,
          body: {
            items: [
              {
                metadata: {
                  name: 'db-0',
                  labels: { 'statefulset.kubernetes.io/pod-name': 'db-0' },
                },
              },
              { metadata: { name: 'db-1' } },
            ],
          },
        },
      },
      {
        request: `PATCH ${STATEFUL_SETS}/db`,
        contentType: MERGE,
        body: { spec: { serviceName: 'other' } },
        expect: { code: 422, body: { reason: 'Invalid' } },
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
  {
    rule: 'a rollout that makes no progress in time says so',
    steps: [
      {
        request: `POST ${DEPLOYMENTS}`,
        body: deployment('web', {
          progressDeadlineSeconds: 1,
          template: {
            metadata: { labels: { app: 'web' } },
            spec: {
              nodeSelector: { nowhere: 'at-all' },
              containers: [{ name: 'main', image: 'x:1' }],
            },
          },
        }),
        expect: { code: 201 },
      },
      {
        request: `GET ${DEPLOYMENTS}/web`,
        eventually: true,
        expect: {
          code: 200,
          body: {
            status: {
              unavailableReplicas: 1,
              conditions: {
                $has: [
                  {
                    type: 'Progressing',
                    status: 'False',
                    reason: 'ProgressDeadlineExceeded',
                  },
                ],
              },
            },
          },
        },
      },
    ],
  },
];
