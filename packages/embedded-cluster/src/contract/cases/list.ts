import { ContractCase, RequestStep } from '../ContractCase';
import { createLabelled } from '../labelledConfigMap';

const CONFIG_MAPS = '/api/v1/namespaces/{ns}/configmaps';
const TABLE = 'application/json;as=Table;v=v1;g=meta.k8s.io,application/json';

const list = (query: string, items: string[]): RequestStep => ({
  request: `GET ${CONFIG_MAPS}?${query}`,
  expect: {
    code: 200,
    body: {
      kind: 'ConfigMapList',
      items: items.map(name => ({ metadata: { name } })),
    },
  },
});

export const LIST_CASES: readonly ContractCase[] = [
  {
    rule: 'a list is ordered by name and carries a resource version',
    steps: [
      createLabelled('b'),
      createLabelled('a'),
      {
        request: `GET ${CONFIG_MAPS}?labelSelector=test`,
        expect: {
          code: 200,
          body: {
            apiVersion: 'v1',
            metadata: { resourceVersion: '~^\\d+$' },
            items: [{ metadata: { name: 'a' } }, { metadata: { name: 'b' } }],
          },
        },
      },
    ],
  },
  {
    rule: 'label selectors: equality, inequality, sets, existence',
    steps: [
      createLabelled('a', { tier: 'web' }),
      createLabelled('b', { tier: 'db' }),
      createLabelled('c'),
      list('labelSelector=test,tier=web', ['a']),
      list('labelSelector=test,tier!=web', ['b', 'c']),
      list('labelSelector=test,tier%20in%20(web,db)', ['a', 'b']),
      list('labelSelector=test,tier%20notin%20(web)', ['b', 'c']),
      list('labelSelector=test,tier', ['a', 'b']),
      list('labelSelector=test,!tier', ['c']),
    ],
  },
  {
    rule: 'field selectors by name',
    steps: [
      createLabelled('a'),
      createLabelled('b'),
      list('fieldSelector=metadata.name=b', ['b']),
      list('labelSelector=test&fieldSelector=metadata.name!=b', ['a']),
    ],
  },
  {
    rule: 'a selector that cannot be read is 400, a field that cannot be selected too',
    steps: [
      {
        request: `GET ${CONFIG_MAPS}?labelSelector=a%20b%20c`,
        expect: { code: 400, body: { reason: 'BadRequest' } },
      },
      {
        request: `GET ${CONFIG_MAPS}?fieldSelector=data.key=1`,
        expect: { code: 400, body: { reason: 'BadRequest' } },
      },
    ],
  },
  {
    rule: 'pages continue where the last one ended, at the same resource version',
    steps: [
      {
        request: `GET ${CONFIG_MAPS}/kube-root-ca.crt`,
        eventually: true,
        expect: { code: 200 },
      },
      createLabelled('a'),
      createLabelled('b'),
      createLabelled('c'),
      {
        request: `GET ${CONFIG_MAPS}?limit=1`,
        expect: {
          code: 200,
          body: {
            metadata: { continue: '*', remainingItemCount: 3 },
            items: ['*'],
          },
          save: {
            next: 'metadata.continue',
            version: 'metadata.resourceVersion',
          },
        },
      },
      createLabelled('d'),
      {
        request: `GET ${CONFIG_MAPS}?limit=10&continue={next}`,
        expect: {
          code: 200,
          body: {
            metadata: { resourceVersion: '{version}' },
            items: ['*', '*', '*'],
          },
          absent: ['metadata.continue'],
        },
      },
    ],
  },
  {
    rule: 'a continue token that is none is 400',
    steps: [
      {
        request: `GET ${CONFIG_MAPS}?limit=1&continue=nonsense`,
        expect: { code: 400 },
      },
    ],
  },
  {
    rule: 'a table has the columns that kubectl prints',
    steps: [
      createLabelled('a'),
      {
        request: `GET ${CONFIG_MAPS}?fieldSelector=metadata.name=a`,
        accept: TABLE,
        expect: {
          code: 200,
          body: {
            kind: 'Table',
            apiVersion: 'meta.k8s.io/v1',
            columnDefinitions: [
              { name: 'Name', type: 'string', format: 'name' },
              { name: 'Data' },
              { name: 'Age' },
            ],
            rows: [
              {
                cells: ['a', '*', '*'],
                object: {
                  kind: 'PartialObjectMetadata',
                  metadata: { name: 'a' },
                },
              },
            ],
          },
        },
      },
    ],
  },
  {
    rule: "a pod's table has READY, STATUS, RESTARTS and, when wide, IP and NODE",
    steps: [
      {
        request: 'GET /api/v1/namespaces/{ns}/pods',
        accept: TABLE,
        expect: {
          code: 200,
          body: {
            columnDefinitions: {
              $has: [
                { name: 'Ready', priority: 0 },
                { name: 'Status' },
                { name: 'Restarts' },
                { name: 'IP', priority: 1 },
                { name: 'Node', priority: 1 },
              ],
            },
          },
        },
      },
    ],
  },
  {
    rule: 'metadata alone can be asked for',
    steps: [
      createLabelled('a'),
      {
        request: `GET ${CONFIG_MAPS}/a`,
        accept: 'application/json;as=PartialObjectMetadata;v=v1;g=meta.k8s.io',
        expect: {
          code: 200,
          body: { kind: 'PartialObjectMetadata', metadata: { name: 'a' } },
          absent: ['data'],
        },
      },
    ],
  },
];
