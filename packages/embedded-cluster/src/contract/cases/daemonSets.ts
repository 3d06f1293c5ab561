import { ContractCase } from '../ContractCase';
import { createNode, leftovers, only, toleratesReserved } from '../ownNode';

const PODS = '/api/v1/namespaces/{ns}/pods';
const DAEMON_SETS = '/apis/apps/v1/namespaces/{ns}/daemonsets';
const STRATEGIC = 'application/strategic-merge-patch+json';

export const DAEMON_SET_CASES: readonly ContractCase[] = [
  {
    rule: 'a DaemonSet runs a pod on each node that its selector allows',
    leftovers,
    steps: [
      {
        request: `POST ${DAEMON_SETS}`,
        body: {
          metadata: { name: 'agent' },
          spec: {
            selector: { matchLabels: { app: 'agent' } },
            template: {
              metadata: { labels: { app: 'agent' } },
              spec: {
                nodeSelector: only,
                tolerations: [toleratesReserved],
                containers: [{ name: 'main', image: 'x:1' }],
              },
            },
          },
        },
        expect: {
          code: 201,
          body: {
            metadata: { generation: 1 },
            spec: {
              updateStrategy: {
                type: 'RollingUpdate',
                rollingUpdate: { maxUnavailable: 1, maxSurge: 0 },
              },
            },
          },
        },
      },
      ...createNode(),
      {
        request: `GET ${DAEMON_SETS}/agent`,
        eventually: true,
        expect: {
          code: 200,
          body: {
            status: {
              desiredNumberScheduled: 1,
              currentNumberScheduled: 1,
              updatedNumberScheduled: 1,
              numberReady: 1,
              numberAvailable: 1,
              numberMisscheduled: 0,
              observedGeneration: 1,
            },
          },
        },
      },
    ],
  },
  {
    rule: 'a DaemonSet replaces its pods when its template changes',
    leftovers,
    steps: [
      ...createNode(),
      {
        request: `POST ${DAEMON_SETS}`,
        body: {
          metadata: { name: 'agent' },
          spec: {
            selector: { matchLabels: { app: 'agent' } },
            template: {
              metadata: { labels: { app: 'agent' } },
              spec: {
                nodeSelector: only,
                tolerations: [toleratesReserved],
                terminationGracePeriodSeconds: 1,
                containers: [{ name: 'main', image: 'x:1' }],
              },
            },
          },
        },
        expect: { code: 201 },
      },
      {
        request: `GET ${DAEMON_SETS}/agent`,
        eventually: true,
        expect: { code: 200, body: { status: { numberReady: 1 } } },
      },
      {
        request: `PATCH ${DAEMON_SETS}/agent`,
        contentType: STRATEGIC,
        body: {
          spec: {
            template: {
              spec: { containers: [{ name: 'main', image: 'x:2' }] },
            },
          },
        },
        expect: { code: 200 },
      },
      {
        request: `GET ${PODS}`,
        eventually: true,
        expect: {
          code: 200,
          body: {
            items: [
              {
                spec: { containers: [{ image: 'x:2' }] },
                status: { phase: 'Running' },
              },
            ],
          },
        },
      },
    ],
  },
];
