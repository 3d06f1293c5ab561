import { configMap, ContractCase, deployment } from '../ContractCase';
import { TWO_CONTAINERS } from '../twoContainers';

const CONFIG_MAPS = '/api/v1/namespaces/{ns}/configmaps';
const DEPLOYMENTS = '/apis/apps/v1/namespaces/{ns}/deployments';
const JSON_PATCH = 'application/json-patch+json';
const MERGE = 'application/merge-patch+json';

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
