import { configMap, ContractCase, deployment } from '../ContractCase';

const CONFIG_MAPS = '/api/v1/namespaces/{ns}/configmaps';
const DEPLOYMENTS = '/apis/apps/v1/namespaces/{ns}/deployments';

export const WRITE_CASES: readonly ContractCase[] = [
  {
    rule: 'a created object has identity, version, time and the writer as manager',
    steps: [
      {
        request: `POST ${CONFIG_MAPS}?fieldManager=tester`,
        body: configMap('a'),
        expect: {
          code: 201,
          body: {
            kind: 'ConfigMap',
            apiVersion: 'v1',
            metadata: {
              name: 'a',
              namespace: '{ns}',
              uid: '~^[0-9a-f-]{36}$',
              resourceVersion: '~^\\d+$',
              creationTimestamp:
                '~^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ$',
              managedFields: [
                {
                  manager: 'tester',
                  operation: 'Update',
                  apiVersion: 'v1',
                  fieldsType: 'FieldsV1',
                  fieldsV1: { 'f:data': { '.': {}, 'f:key': {} } },
                },
              ],
            },
            data: { key: 'value' },
          },
        },
      },
    ],
  },
  {
    rule: 'a name can be generated',
    steps: [
      {
        request: `POST ${CONFIG_MAPS}`,
        body: { metadata: { generateName: 'part-' } },
        expect: {
          code: 201,
          body: {
            metadata: { name: '~^part-[a-z0-9]{5}$', generateName: 'part-' },
          },
        },
      },
    ],
  },
  {
    rule: 'creating what exists is 409 AlreadyExists',
    steps: [
      {
        request: `POST ${CONFIG_MAPS}`,
        body: configMap('a'),
        expect: { code: 201 },
      },
      {
        request: `POST ${CONFIG_MAPS}`,
        body: configMap('a'),
        expect: {
          code: 409,
          body: {
            kind: 'Status',
            status: 'Failure',
            reason: 'AlreadyExists',
            message: 'configmaps "a" already exists',
            details: { name: 'a', kind: 'configmaps' },
            code: 409,
          },
        },
      },
    ],
  },
  {
    rule: 'reading what does not exist is 404 NotFound with group and kind',
    steps: [
      {
        request: `GET ${DEPLOYMENTS}/none`,
        expect: {
          code: 404,
          body: {
            kind: 'Status',
            reason: 'NotFound',
            message: 'deployments.apps "none" not found',
            details: { name: 'none', group: 'apps', kind: 'deployments' },
          },
        },
      },
    ],
  },
  {
    rule: 'creating in a namespace that does not exist is 404',
    steps: [
      {
        request: 'POST /api/v1/namespaces/nowhere-at-all/configmaps',
        body: configMap('a'),
        expect: {
          code: 404,
          body: {
            reason: 'NotFound',
            message: 'namespaces "nowhere-at-all" not found',
          },
        },
      },
    ],
  },
  {
    rule: 'a resource version on a new object is refused',
    steps: [
      {
        request: `POST ${CONFIG_MAPS}`,
        body: configMap('a', {}, { resourceVersion: '5' }),
        expect: { code: 500 },
      },
    ],
  },
  {
    rule: 'a replace with a stale resource version is 409 Conflict',
    steps: [
      {
        request: `POST ${CONFIG_MAPS}`,
        body: configMap('a'),
        expect: { code: 201, save: { first: 'metadata.resourceVersion' } },
      },
      {
        request: `PUT ${CONFIG_MAPS}/a`,
        body: configMap('a', { key: 'two' }, { resourceVersion: '{first}' }),
        expect: { code: 200, body: { data: { key: 'two' } } },
      },
      {
        request: `PUT ${CONFIG_MAPS}/a`,
        body: configMap('a', { key: 'three' }, { resourceVersion: '{first}' }),
        expect: {
          code: 409,
          body: {
            reason: 'Conflict',
            message:
              '~^Operation cannot be fulfilled on configmaps "a": the object has been modified',
          },
        },
      },
    ],
  },
  {
    rule: 'a replace without a resource version is unconditional and removes what it does not name',
    steps: [
      {
        request: `POST ${CONFIG_MAPS}`,
        body: configMap('a', { one: '1', two: '2' }, { labels: { l: 'x' } }),
        expect: { code: 201 },
      },
      {
        request: `PUT ${CONFIG_MAPS}/a`,
        body: configMap('a', { one: '1' }),
        expect: { code: 200, absent: ['data.two', 'metadata.labels'] },
      },
    ],
  },
  {
    rule: 'a replace that changes nothing keeps the resource version',
    steps: [
      {
        request: `POST ${CONFIG_MAPS}`,
        body: configMap('a'),
        expect: { code: 201, save: { version: 'metadata.resourceVersion' } },
      },
      {
        request: `PUT ${CONFIG_MAPS}/a`,
        body: configMap('a'),
        expect: {
          code: 200,
          body: { metadata: { resourceVersion: '{version}' } },
        },
      },
    ],
  },
  {
    rule: 'a replace under another name is 400',
    steps: [
      {
        request: `POST ${CONFIG_MAPS}`,
        body: configMap('a'),
        expect: { code: 201 },
      },
      {
        request: `PUT ${CONFIG_MAPS}/a`,
        body: configMap('b'),
        expect: {
          code: 400,
          body: {
            reason: 'BadRequest',
            message:
              'the name of the object (b) does not match the name on the URL (a)',
          },
        },
      },
    ],
  },
  {
    rule: 'a dry run answers with defaults and stores nothing',
    steps: [
      {
        request: `POST ${DEPLOYMENTS}?dryRun=All`,
        body: deployment('web'),
        expect: {
          code: 201,
          body: { spec: { replicas: 1 }, metadata: { uid: '*' } },
        },
      },
      { request: `GET ${DEPLOYMENTS}/web`, expect: { code: 404 } },
    ],
  },
  {
    rule: 'the generation counts changes of the specification only',
    steps: [
      {
        request: `POST ${DEPLOYMENTS}`,
        body: deployment('web', { replicas: 0 }),
        expect: { code: 201, body: { metadata: { generation: 1 } } },
      },
      {
        request: `PATCH ${DEPLOYMENTS}/web`,
        contentType: 'application/merge-patch+json',
        body: { metadata: { labels: { a: 'b' } } },
        expect: { code: 200, body: { metadata: { generation: 1 } } },
      },
      {
        request: `PATCH ${DEPLOYMENTS}/web`,
        contentType: 'application/merge-patch+json',
        body: { spec: { minReadySeconds: 1 } },
        expect: { code: 200, body: { metadata: { generation: 2 } } },
      },
    ],
  },
  {
    rule: 'the status is written through its subresource only',
    steps: [
      {
        request: `POST ${DEPLOYMENTS}`,
        body: deployment('web', { replicas: 0, paused: true }),
        expect: { code: 201 },
      },
      {
        request: `PATCH ${DEPLOYMENTS}/web`,
        contentType: 'application/merge-patch+json',
        body: { status: { collisionCount: 7 } },
        expect: { code: 200, absent: ['status.collisionCount'] },
      },
      {
        request: `PATCH ${DEPLOYMENTS}/web/status`,
        contentType: 'application/merge-patch+json',
        body: { spec: { replicas: 9 }, status: { collisionCount: 7 } },
        expect: {
          code: 200,
          body: { spec: { replicas: 0 }, status: { collisionCount: 7 } },
        },
      },
    ],
  },
];
