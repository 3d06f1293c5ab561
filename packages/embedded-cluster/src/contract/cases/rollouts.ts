import { ContractCase, deployment, RequestStep } from '../ContractCase';
import { isRolledOut, rolledOut } from '../rolledOut';

const DEPLOYMENTS = '/apis/apps/v1/namespaces/{ns}/deployments';
const REPLICA_SETS = '/apis/apps/v1/namespaces/{ns}/replicasets';
const PODS = '/api/v1/namespaces/{ns}/pods';
const MERGE = 'application/merge-patch+json';
const STRATEGIC = 'application/strategic-merge-patch+json';

const setImage = (image: string): RequestStep => ({
  request: `PATCH ${DEPLOYMENTS}/web`,
  contentType: STRATEGIC,
  body: {
    spec: { template: { spec: { containers: [{ name: 'main', image }] } } },
  },
  expect: { code: 200 },
});

export const ROLLOUT_CASES: readonly ContractCase[] = [
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
