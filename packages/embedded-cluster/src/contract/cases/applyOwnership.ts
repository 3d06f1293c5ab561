import { configMap, ContractCase, deployment } from '../ContractCase';
import { apply } from '../apply';

const CONFIG_MAPS = '/api/v1/namespaces/{ns}/configmaps';
const DEPLOYMENTS = '/apis/apps/v1/namespaces/{ns}/deployments';

const sidecar = (image: string) => ({
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name: 'web' },
  spec: { template: { spec: { containers: [{ name: 'sidecar', image }] } } },
});

export const APPLY_OWNERSHIP_CASES: readonly ContractCase[] = [
  {
    rule: 'a field that another manager set to another value is a conflict with a cause',
    steps: [
      {
        ...apply(
          `${DEPLOYMENTS}/web`,
          'one',
          deployment('web', { replicas: 0 }),
        ),
        expect: { code: 201 },
      },
      {
        ...apply(
          `${DEPLOYMENTS}/web`,
          'two',
          deployment('web', { replicas: 1 }),
        ),
        expect: {
          code: 409,
          body: {
            reason: 'Conflict',
            message:
              'Apply failed with 1 conflict: conflict with "one": .spec.replicas',
            details: {
              causes: [
                {
                  reason: 'FieldManagerConflict',
                  message: 'conflict with "one"',
                  field: '.spec.replicas',
                },
              ],
            },
          },
        },
      },
    ],
  },
  {
    rule: 'a conflict in a list names the item by its keys',
    steps: [
      {
        ...apply(
          `${DEPLOYMENTS}/web`,
          'one',
          deployment('web', { replicas: 0 }),
        ),
        expect: { code: 201 },
      },
      {
        ...apply(
          `${DEPLOYMENTS}/web`,
          'two',
          deployment('web', { replicas: 0 }, { image: 'x:2' }),
        ),
        expect: {
          code: 409,
          body: {
            details: {
              causes: [
                { field: '.spec.template.spec.containers[name="main"].image' },
              ],
            },
          },
        },
      },
    ],
  },
  {
    rule: 'force takes the field from its manager',
    steps: [
      {
        ...apply(
          `${DEPLOYMENTS}/web`,
          'one',
          deployment('web', { replicas: 0 }),
        ),
        expect: { code: 201 },
      },
      {
        ...apply(`${DEPLOYMENTS}/web?force=true`, 'two', {
          apiVersion: 'apps/v1',
          kind: 'Deployment',
          metadata: { name: 'web' },
          spec: { paused: true, replicas: 1 },
        }),
        expect: { code: 200, body: { spec: { replicas: 1 } } },
      },
      {
        ...apply(
          `${DEPLOYMENTS}/web`,
          'one',
          deployment('web', { replicas: 0 }),
        ),
        expect: {
          code: 409,
          body: { details: { causes: [{ message: 'conflict with "two"' }] } },
        },
      },
    ],
  },
  {
    rule: 'a field that is no longer applied is removed',
    steps: [
      {
        ...apply(
          `${CONFIG_MAPS}/a`,
          'one',
          configMap('a', { one: '1', two: '2' }),
        ),
        expect: { code: 201 },
      },
      {
        ...apply(`${CONFIG_MAPS}/a`, 'one', configMap('a', { one: '1' })),
        expect: {
          code: 200,
          body: { data: { one: '1' } },
          absent: ['data.two'],
        },
      },
    ],
  },
  {
    rule: 'a field that two managers apply with one value is shared, and stays until both drop it',
    steps: [
      {
        ...apply(
          `${CONFIG_MAPS}/a`,
          'one',
          configMap('a', { shared: '1', own: '1' }),
        ),
        expect: { code: 201 },
      },
      {
        ...apply(`${CONFIG_MAPS}/a`, 'two', configMap('a', { shared: '1' })),
        expect: { code: 200 },
      },
      {
        ...apply(`${CONFIG_MAPS}/a`, 'one', configMap('a', { own: '1' })),
        expect: { code: 200, body: { data: { shared: '1', own: '1' } } },
      },
      {
        ...apply(`${CONFIG_MAPS}/a`, 'two', {
          apiVersion: 'v1',
          kind: 'ConfigMap',
          metadata: { name: 'a' },
        }),
        expect: {
          code: 200,
          absent: ['data.shared'],
          body: { data: { own: '1' } },
        },
      },
    ],
  },
  {
    rule: 'managers own different items of one list',
    steps: [
      {
        ...apply(
          `${DEPLOYMENTS}/web`,
          'one',
          deployment('web', { replicas: 0 }),
        ),
        expect: { code: 201 },
      },
      {
        ...apply(`${DEPLOYMENTS}/web`, 'two', sidecar('x:1')),
        expect: {
          code: 200,
          body: {
            spec: {
              template: {
                spec: {
                  containers: {
                    $has: [{ name: 'main' }, { name: 'sidecar', image: 'x:1' }],
                  },
                },
              },
            },
          },
        },
      },
      {
        ...apply(`${DEPLOYMENTS}/web`, 'two', {
          apiVersion: 'apps/v1',
          kind: 'Deployment',
          metadata: { name: 'web' },
        }),
        expect: {
          code: 200,
          body: {
            spec: { template: { spec: { containers: [{ name: 'main' }] } } },
          },
        },
      },
    ],
  },
  {
    rule: 'an update takes fields from the managers that applied them',
    steps: [
      {
        ...apply(
          `${DEPLOYMENTS}/web`,
          'one',
          deployment('web', { replicas: 0 }),
        ),
        expect: { code: 201 },
      },
      {
        request: `PATCH ${DEPLOYMENTS}/web?fieldManager=hand`,
        contentType: 'application/merge-patch+json',
        body: { spec: { replicas: 1, paused: true } },
        expect: { code: 200 },
      },
      {
        ...apply(
          `${DEPLOYMENTS}/web`,
          'one',
          deployment('web', { replicas: 0 }),
        ),
        expect: {
          code: 409,
          body: {
            details: {
              causes: [
                {
                  message: '~^conflict with "hand" using apps/v1',
                  field: '.spec.replicas',
                },
              ],
            },
          },
        },
      },
    ],
  },
  {
    rule: 'a label of another manager survives an apply',
    steps: [
      {
        ...apply(
          `${CONFIG_MAPS}/a`,
          'one',
          configMap('a', {}, { labels: { mine: '1' } }),
        ),
        expect: { code: 201 },
      },
      {
        request: `PATCH ${CONFIG_MAPS}/a`,
        contentType: 'application/merge-patch+json',
        body: { metadata: { labels: { theirs: '1' } } },
        expect: { code: 200 },
      },
      {
        ...apply(
          `${CONFIG_MAPS}/a`,
          'one',
          configMap('a', {}, { labels: { mine: '2' } }),
        ),
        expect: {
          code: 200,
          body: { metadata: { labels: { mine: '2', theirs: '1' } } },
        },
      },
    ],
  },
  {
    rule: 'a selector is one value: applying another one conflicts as a whole',
    steps: [
      {
        ...apply(
          `${DEPLOYMENTS}/web`,
          'one',
          deployment('web', { replicas: 0 }),
        ),
        expect: {
          code: 201,
          body: {
            metadata: {
              managedFields: {
                $has: [{ fieldsV1: { 'f:spec': { 'f:selector': {} } } }],
              },
            },
          },
        },
      },
    ],
  },
];
