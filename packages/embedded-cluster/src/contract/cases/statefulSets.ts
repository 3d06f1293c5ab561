import { ContractCase } from '../ContractCase';

const STATEFUL_SETS = '/apis/apps/v1/namespaces/{ns}/statefulsets';
const PODS = '/api/v1/namespaces/{ns}/pods';
const MERGE = 'application/merge-patch+json';

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

export const STATEFUL_SET_CASES: readonly ContractCase[] = [
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
];
