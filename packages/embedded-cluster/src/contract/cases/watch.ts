import { ContractCase } from '../ContractCase';
import { createLabelled } from '../labelledConfigMap';

const CONFIG_MAPS = '/api/v1/namespaces/{ns}/configmaps';
const TABLE = 'application/json;as=Table;v=v1;g=meta.k8s.io,application/json';

export const WATCH_CASES: readonly ContractCase[] = [
  {
    rule: 'a watch without a version begins with what exists',
    steps: [
      createLabelled('a'),
      {
        watch: `${CONFIG_MAPS}?watch=1&labelSelector=test`,
        events: [{ type: 'ADDED', object: { metadata: { name: 'a' } } }],
      },
    ],
  },
  {
    rule: 'a watch from a version tells every change after it',
    steps: [
      createLabelled('a'),
      {
        watch: `${CONFIG_MAPS}?watch=1&resourceVersion={versionA}`,
        meanwhile: [
          createLabelled('b'),
          {
            request: `PATCH ${CONFIG_MAPS}/b`,
            contentType: 'application/merge-patch+json',
            body: { data: { key: 'two' } },
            expect: { code: 200 },
          },
          { request: `DELETE ${CONFIG_MAPS}/b`, expect: { code: 200 } },
        ],
        events: ['ADDED', 'MODIFIED', 'DELETED'].map(type => ({
          type,
          object: { kind: 'ConfigMap', metadata: { name: 'b' } },
        })),
      },
    ],
  },
  {
    rule: 'a watch resumes at a version that has passed',
    steps: [
      createLabelled('a'),
      createLabelled('b'),
      {
        watch: `${CONFIG_MAPS}?watch=1&resourceVersion={versionA}`,
        events: [
          {
            type: 'ADDED',
            object: { metadata: { name: 'b', resourceVersion: '{versionB}' } },
          },
        ],
      },
    ],
  },
  {
    rule: 'an object that stops matching the selector is DELETED for that watch',
    steps: [
      createLabelled('a', { tier: 'web' }),
      {
        watch: `${CONFIG_MAPS}?watch=1&resourceVersion={versionA}&labelSelector=tier=web`,
        meanwhile: [
          {
            request: `PATCH ${CONFIG_MAPS}/a`,
            contentType: 'application/merge-patch+json',
            body: { metadata: { labels: { tier: 'db' } } },
            expect: { code: 200 },
          },
        ],
        events: [{ type: 'DELETED', object: { metadata: { name: 'a' } } }],
      },
    ],
  },
  {
    rule: 'an object that begins to match is ADDED for that watch',
    steps: [
      createLabelled('a'),
      {
        watch: `${CONFIG_MAPS}?watch=1&resourceVersion={versionA}&labelSelector=tier=web`,
        meanwhile: [
          {
            request: `PATCH ${CONFIG_MAPS}/a`,
            contentType: 'application/merge-patch+json',
            body: { metadata: { labels: { tier: 'web' } } },
            expect: { code: 200 },
          },
        ],
        events: [{ type: 'ADDED', object: { metadata: { name: 'a' } } }],
      },
    ],
  },
  {
    rule: 'initial events end with a bookmark that says so',
    steps: [
      createLabelled('a'),
      {
        watch: `${CONFIG_MAPS}?watch=1&sendInitialEvents=true&resourceVersionMatch=NotOlderThan&allowWatchBookmarks=true&labelSelector=test`,
        events: [
          { type: 'ADDED', object: { metadata: { name: 'a' } } },
          {
            type: 'BOOKMARK',
            object: {
              kind: 'ConfigMap',
              metadata: {
                resourceVersion: '~^\\d+$',
                annotations: { 'k8s.io/initial-events-end': 'true' },
              },
            },
          },
        ],
      },
    ],
  },
  {
    rule: 'initial events need a version match',
    steps: [
      {
        request: `GET ${CONFIG_MAPS}?watch=1&sendInitialEvents=true&timeoutSeconds=1`,
        expect: { code: 422, body: { reason: 'Invalid' } },
      },
    ],
  },
  {
    rule: 'a watch of a table sends rows',
    steps: [
      createLabelled('a'),
      {
        watch: `${CONFIG_MAPS}?watch=1&labelSelector=test`,
        accept: TABLE,
        events: [
          {
            type: 'ADDED',
            object: { kind: 'Table', rows: [{ cells: ['a', '*', '*'] }] },
          },
        ],
      },
    ],
  },
];
