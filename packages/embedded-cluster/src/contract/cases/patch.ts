import { JsonObject } from '../../model/KubernetesObject';
import { configMap, ContractCase, deployment } from '../ContractCase';

const CONFIG_MAPS = '/api/v1/namespaces/{ns}/configmaps';
const DEPLOYMENTS = '/apis/apps/v1/namespaces/{ns}/deployments';
const SERVICES = '/api/v1/namespaces/{ns}/services';
const JSON_PATCH = 'application/json-patch+json';
const MERGE = 'application/merge-patch+json';
const STRATEGIC = 'application/strategic-merge-patch+json';
const TWO_CONTAINERS: JsonObject = {
  template: {
    metadata: { labels: { app: 'web' } },
    spec: {
      containers: [
        {
          name: 'one',
          image: 'x:1',
          env: [
            { name: 'A', value: '1' },
            { name: 'B', value: '2' },
          ],
        },
        { name: 'two', image: 'x:1' },
      ],
    },
  },
  replicas: 0,
};

export const PATCH_CASES: readonly ContractCase[] = [
  {
    rule: 'a merge patch merges objects, and null removes',
    steps: [
      {
        request: `POST ${CONFIG_MAPS}`,
        body: configMap('a', { one: '1', two: '2' }),
        expect: { code: 201 },
      },
      {
        request: `PATCH ${CONFIG_MAPS}/a`,
        contentType: MERGE,
        body: { data: { one: null, three: '3' } },
        expect: {
          code: 200,
          body: { data: { two: '2', three: '3' } },
          absent: ['data.one'],
        },
      },
    ],
  },
  {
    rule: 'a merge patch replaces lists',
    steps: [
      {
        request: `POST ${DEPLOYMENTS}`,
        body: deployment('web', TWO_CONTAINERS),
        expect: { code: 201 },
      },
      {
        request: `PATCH ${DEPLOYMENTS}/web`,
        contentType: MERGE,
        body: {
          spec: {
            template: {
              spec: { containers: [{ name: 'three', image: 'x:3' }] },
            },
          },
        },
        expect: {
          code: 200,
          body: {
            spec: { template: { spec: { containers: [{ name: 'three' }] } } },
          },
        },
      },
    ],
  },
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
  {
    rule: 'a JSON patch tests, replaces, adds and removes',
    steps: [
      {
        request: `POST ${CONFIG_MAPS}`,
        body: configMap('a', { one: '1', two: '2' }),
        expect: { code: 201 },
      },
      {
        request: `PATCH ${CONFIG_MAPS}/a`,
        contentType: JSON_PATCH,
        body: [
          { op: 'test', path: '/data/one', value: '1' },
          { op: 'replace', path: '/data/one', value: '11' },
          { op: 'add', path: '/data/three', value: '3' },
          { op: 'remove', path: '/data/two' },
        ],
        expect: {
          code: 200,
          body: { data: { one: '11', three: '3' } },
          absent: ['data.two'],
        },
      },
    ],
  },
  {
    rule: 'a JSON patch whose test fails is 422',
    steps: [
      {
        request: `POST ${CONFIG_MAPS}`,
        body: configMap('a'),
        expect: { code: 201 },
      },
      {
        request: `PATCH ${CONFIG_MAPS}/a`,
        contentType: JSON_PATCH,
        body: [{ op: 'test', path: '/data/key', value: 'other' }],
        expect: { code: 422, body: { reason: 'Invalid' } },
      },
    ],
  },
  {
    rule: 'a patch of an unknown type is 415',
    steps: [
      {
        request: `POST ${CONFIG_MAPS}`,
        body: configMap('a'),
        expect: { code: 201 },
      },
      {
        request: `PATCH ${CONFIG_MAPS}/a`,
        contentType: 'application/json',
        body: {},
        expect: { code: 415, body: { reason: 'UnsupportedMediaType' } },
      },
    ],
  },
  {
    rule: 'a patch with a stale resource version is 409',
    steps: [
      {
        request: `POST ${CONFIG_MAPS}`,
        body: configMap('a'),
        expect: { code: 201, save: { first: 'metadata.resourceVersion' } },
      },
      {
        request: `PATCH ${CONFIG_MAPS}/a`,
        contentType: MERGE,
        body: { data: { key: 'two' } },
        expect: { code: 200 },
      },
      {
        request: `PATCH ${CONFIG_MAPS}/a`,
        contentType: MERGE,
        body: {
          metadata: { resourceVersion: '{first}' },
          data: { key: 'three' },
        },
        expect: { code: 409, body: { reason: 'Conflict' } },
      },
    ],
  },
  {
    rule: 'a patch of what does not exist is 404',
    steps: [
      {
        request: `PATCH ${CONFIG_MAPS}/none`,
        contentType: MERGE,
        body: { data: {} },
        expect: { code: 404 },
      },
    ],
  },
  {
    rule: 'the scale subresource reads and changes the replicas',
    steps: [
      {
        request: `POST ${DEPLOYMENTS}`,
        body: deployment('web', { replicas: 0, paused: true }),
        expect: { code: 201 },
      },
      {
        request: `GET ${DEPLOYMENTS}/web/scale`,
        expect: {
          code: 200,
          body: {
            kind: 'Scale',
            apiVersion: 'autoscaling/v1',
            status: { selector: 'app=web' },
          },
        },
      },
      {
        request: `PATCH ${DEPLOYMENTS}/web/scale?fieldManager=scaler`,
        contentType: MERGE,
        body: { spec: { replicas: 2 } },
        expect: { code: 200, body: { kind: 'Scale', spec: { replicas: 2 } } },
      },
      {
        request: `GET ${DEPLOYMENTS}/web`,
        expect: {
          code: 200,
          body: {
            spec: { replicas: 2 },
            metadata: {
              managedFields: {
                $has: [
                  {
                    manager: 'scaler',
                    operation: 'Update',
                    subresource: 'scale',
                    fieldsV1: { 'f:spec': { 'f:replicas': {} } },
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
