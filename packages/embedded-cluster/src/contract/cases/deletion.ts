import { configMap, ContractCase, RequestStep } from '../ContractCase';

const CONFIG_MAPS = '/api/v1/namespaces/{ns}/configmaps';
const MERGE = 'application/merge-patch+json';

const ownedBy = (owner: string, uid: string, blocks = true) => ({
  ownerReferences: [
    {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      name: owner,
      uid,
      controller: true,
      blockOwnerDeletion: blocks,
    },
  ],
});

const parentAndChild: RequestStep[] = [
  {
    request: `POST ${CONFIG_MAPS}`,
    body: configMap('parent'),
    expect: { code: 201, save: { uid: 'metadata.uid' } },
  },
  {
    request: `POST ${CONFIG_MAPS}`,
    body: configMap('child', {}, ownedBy('parent', '{uid}')),
    expect: { code: 201 },
  },
];

const isGone = (name: string): RequestStep => ({
  request: `GET ${CONFIG_MAPS}/${name}`,
  eventually: true,
  expect: { code: 404 },
});

export const DELETION_CASES: readonly ContractCase[] = [
  {
    rule: 'deleting answers with a Status that names the object',
    steps: [
      {
        request: `POST ${CONFIG_MAPS}`,
        body: configMap('a'),
        expect: { code: 201, save: { uid: 'metadata.uid' } },
      },
      {
        request: `DELETE ${CONFIG_MAPS}/a`,
        expect: {
          code: 200,
          body: {
            kind: 'Status',
            status: 'Success',
            details: { name: 'a', kind: 'configmaps', uid: '{uid}' },
          },
        },
      },
      { request: `DELETE ${CONFIG_MAPS}/a`, expect: { code: 404 } },
    ],
  },
  {
    rule: 'a finalizer holds an object until it is removed',
    steps: [
      {
        request: `POST ${CONFIG_MAPS}`,
        body: configMap('a', {}, { finalizers: ['example.com/hold'] }),
        expect: { code: 201 },
      },
      {
        request: `DELETE ${CONFIG_MAPS}/a`,
        expect: {
          code: 200,
          body: {
            kind: 'ConfigMap',
            metadata: {
              deletionTimestamp: '*',
              finalizers: ['example.com/hold'],
            },
          },
        },
      },
      {
        request: `PATCH ${CONFIG_MAPS}/a`,
        contentType: MERGE,
        body: { metadata: { finalizers: null } },
        expect: { code: 200 },
      },
      { request: `GET ${CONFIG_MAPS}/a`, expect: { code: 404 } },
    ],
  },
  {
    rule: 'preconditions protect against deleting another object of the name',
    steps: [
      {
        request: `POST ${CONFIG_MAPS}`,
        body: configMap('a'),
        expect: { code: 201 },
      },
      {
        request: `DELETE ${CONFIG_MAPS}/a`,
        body: {
          preconditions: { uid: '00000000-0000-0000-0000-000000000000' },
        },
        expect: { code: 409, body: { reason: 'Conflict' } },
      },
      {
        request: `DELETE ${CONFIG_MAPS}/a`,
        body: { preconditions: { resourceVersion: '1' } },
        expect: { code: 409, body: { reason: 'Conflict' } },
      },
    ],
  },
  {
    rule: 'a dry run deletes nothing',
    steps: [
      {
        request: `POST ${CONFIG_MAPS}`,
        body: configMap('a'),
        expect: { code: 201 },
      },
      { request: `DELETE ${CONFIG_MAPS}/a?dryRun=All`, expect: { code: 200 } },
      { request: `GET ${CONFIG_MAPS}/a`, expect: { code: 200 } },
    ],
  },
  {
    rule: 'in the background, dependents go after their owner',
    steps: [
      ...parentAndChild,
      {
        request: `DELETE ${CONFIG_MAPS}/parent`,
        body: { propagationPolicy: 'Background' },
        expect: { code: 200 },
      },
      { request: `GET ${CONFIG_MAPS}/parent`, expect: { code: 404 } },
      isGone('child'),
    ],
  },
  {
    rule: 'in the foreground, the owner stays until its dependents are gone',
    steps: [
      ...parentAndChild,
      {
        request: `PATCH ${CONFIG_MAPS}/child`,
        contentType: MERGE,
        body: { metadata: { finalizers: ['example.com/hold'] } },
        expect: { code: 200 },
      },
      {
        request: `DELETE ${CONFIG_MAPS}/parent`,
        body: { propagationPolicy: 'Foreground' },
        expect: {
          code: 200,
          body: {
            metadata: {
              deletionTimestamp: '*',
              finalizers: ['foregroundDeletion'],
            },
          },
        },
      },
      {
        request: `GET ${CONFIG_MAPS}/child`,
        eventually: true,
        expect: { code: 200, body: { metadata: { deletionTimestamp: '*' } } },
      },
      { request: `GET ${CONFIG_MAPS}/parent`, expect: { code: 200 } },
      {
        request: `PATCH ${CONFIG_MAPS}/child`,
        contentType: 'application/json-patch+json',
        body: [{ op: 'remove', path: '/metadata/finalizers' }],
        expect: { code: 200 },
      },
      isGone('parent'),
    ],
  },
  {
    rule: 'orphaned dependents stay, without their owner',
    steps: [
      ...parentAndChild,
      {
        request: `DELETE ${CONFIG_MAPS}/parent`,
        body: { propagationPolicy: 'Orphan' },
        expect: { code: 200 },
      },
      isGone('parent'),
      {
        request: `GET ${CONFIG_MAPS}/child`,
        expect: { code: 200, absent: ['metadata.ownerReferences.0'] },
      },
    ],
  },
  {
    rule: 'an owner with another UID is no owner',
    steps: [
      {
        request: `POST ${CONFIG_MAPS}`,
        body: configMap('parent'),
        expect: { code: 201 },
      },
      {
        request: `POST ${CONFIG_MAPS}`,
        body: configMap(
          'child',
          {},
          ownedBy('parent', '11111111-2222-3333-4444-555555555555'),
        ),
        expect: { code: 201 },
      },
      isGone('child'),
    ],
  },
  {
    rule: 'a collection is deleted by selector',
    steps: [
      {
        request: `POST ${CONFIG_MAPS}`,
        body: configMap('a', {}, { labels: { go: 'yes' } }),
        expect: { code: 201 },
      },
      {
        request: `POST ${CONFIG_MAPS}`,
        body: configMap('b'),
        expect: { code: 201 },
      },
      {
        request: `DELETE ${CONFIG_MAPS}?labelSelector=go`,
        expect: { code: 200 },
      },
      isGone('a'),
      { request: `GET ${CONFIG_MAPS}/b`, expect: { code: 200 } },
    ],
  },
  {
    rule: 'a namespace that is being deleted takes nothing new, and goes when it is empty',
    steps: [
      {
        request: 'POST /api/v1/namespaces',
        body: { metadata: { name: '{ns}-sub' } },
        expect: { code: 201 },
      },
      {
        request: 'POST /api/v1/namespaces/{ns}-sub/configmaps',
        body: configMap('a', {}, { finalizers: ['example.com/hold'] }),
        expect: { code: 201 },
      },
      { request: 'DELETE /api/v1/namespaces/{ns}-sub', expect: { code: 200 } },
      {
        request: 'GET /api/v1/namespaces/{ns}-sub',
        expect: { code: 200, body: { status: { phase: 'Terminating' } } },
      },
      {
        request: 'POST /api/v1/namespaces/{ns}-sub/configmaps',
        body: configMap('b'),
        expect: {
          code: 403,
          body: {
            reason: 'Forbidden',
            details: { causes: [{ reason: 'NamespaceTerminating' }] },
          },
        },
      },
      {
        request: 'GET /api/v1/namespaces/{ns}-sub/configmaps/a',
        eventually: true,
        expect: { code: 200, body: { metadata: { deletionTimestamp: '*' } } },
      },
      {
        request: 'PATCH /api/v1/namespaces/{ns}-sub/configmaps/a',
        contentType: MERGE,
        body: { metadata: { finalizers: null } },
        expect: { code: 200 },
      },
      {
        request: 'GET /api/v1/namespaces/{ns}-sub',
        eventually: true,
        expect: { code: 404 },
      },
    ],
  },
];
