import { ContractCase, deployment } from '../ContractCase';
import { TWO_CONTAINERS } from '../twoContainers';

const DEPLOYMENTS = '/apis/apps/v1/namespaces/{ns}/deployments';
const SERVICES = '/api/v1/namespaces/{ns}/services';
const STRATEGIC = 'application/strategic-merge-patch+json';

export const STRATEGIC_MERGE_PATCH_CASES: readonly ContractCase[] = [
  {
    rule: 'a strategic merge patch merges containers and variables by name',
    steps: [
      {
        request: `POST ${DEPLOYMENTS}`,
        body: deployment('web', TWO_CONTAINERS),
        expect: { code: 201 },
      },
      {
        request: `PATCH ${DEPLOYMENTS}/web`,
        contentType: STRATEGIC,
        body: {
          spec: {
            template: {
              spec: {
                containers: [{ name: 'one', env: [{ name: 'B', value: '3' }] }],
              },
            },
          },
        },
        expect: {
          code: 200,
          body: {
            spec: {
              template: {
                spec: {
                  containers: [
                    {
                      name: 'one',
                      image: 'x:1',
                      env: [
                        { name: 'A', value: '1' },
                        { name: 'B', value: '3' },
                      ],
                    },
                    { name: 'two' },
                  ],
                },
              },
            },
          },
        },
      },
    ],
  },
  {
    rule: 'a strategic merge patch deletes a list item by directive',
    steps: [
      {
        request: `POST ${DEPLOYMENTS}`,
        body: deployment('web', TWO_CONTAINERS),
        expect: { code: 201 },
      },
      {
        request: `PATCH ${DEPLOYMENTS}/web`,
        contentType: STRATEGIC,
        body: {
          spec: {
            template: {
              spec: { containers: [{ name: 'two', $patch: 'delete' }] },
            },
          },
        },
        expect: {
          code: 200,
          body: {
            spec: { template: { spec: { containers: [{ name: 'one' }] } } },
          },
        },
      },
    ],
  },
  {
    rule: 'a strategic merge patch replaces a list by directive',
    steps: [
      {
        request: `POST ${DEPLOYMENTS}`,
        body: deployment('web', TWO_CONTAINERS),
        expect: { code: 201 },
      },
      {
        request: `PATCH ${DEPLOYMENTS}/web`,
        contentType: STRATEGIC,
        body: {
          spec: {
            template: {
              spec: {
                containers: [
                  { $patch: 'replace' },
                  { name: 'new', image: 'x:2' },
                ],
              },
            },
          },
        },
        expect: {
          code: 200,
          body: {
            spec: { template: { spec: { containers: [{ name: 'new' }] } } },
          },
        },
      },
    ],
  },
  {
    rule: 'a strategic merge patch retains only the named keys',
    steps: [
      {
        request: `POST ${DEPLOYMENTS}`,
        body: deployment('web', { replicas: 0 }),
        expect: { code: 201 },
      },
      {
        request: `PATCH ${DEPLOYMENTS}/web`,
        contentType: STRATEGIC,
        body: {
          spec: { strategy: { $retainKeys: ['type'], type: 'Recreate' } },
        },
        expect: {
          code: 200,
          body: { spec: { strategy: { type: 'Recreate' } } },
          absent: ['spec.strategy.rollingUpdate'],
        },
      },
    ],
  },
  {
    rule: 'a strategic merge patch orders list items as asked',
    steps: [
      {
        request: `POST ${DEPLOYMENTS}`,
        body: deployment('web', TWO_CONTAINERS),
        expect: { code: 201 },
      },
      {
        request: `PATCH ${DEPLOYMENTS}/web`,
        contentType: STRATEGIC,
        body: {
          spec: {
            template: {
              spec: {
                '$setElementOrder/containers': [
                  { name: 'zero' },
                  { name: 'two' },
                  { name: 'one' },
                ],
                containers: [{ name: 'zero', image: 'x:0' }],
              },
            },
          },
        },
        expect: {
          code: 200,
          body: {
            spec: {
              template: {
                spec: {
                  containers: [
                    { name: 'zero' },
                    { name: 'two' },
                    { name: 'one' },
                  ],
                },
              },
            },
          },
        },
      },
    ],
  },
  {
    rule: "a strategic merge patch merges a Service's ports by port",
    steps: [
      {
        request: `POST ${SERVICES}`,
        body: {
          metadata: { name: 'web' },
          spec: { ports: [{ name: 'a', port: 80 }] },
        },
        expect: { code: 201 },
      },
      {
        request: `PATCH ${SERVICES}/web`,
        contentType: STRATEGIC,
        body: { spec: { ports: [{ name: 'b', port: 81 }] } },
        expect: {
          code: 200,
          body: {
            spec: {
              ports: {
                $has: [
                  { name: 'a', port: 80 },
                  { name: 'b', port: 81 },
                ],
              },
            },
          },
        },
      },
    ],
  },
];
