import type { ClusterObject } from '@mandate/plugin-mandate-common';
import { managersUnder, ownedFields, transferOwnership } from './managedFields';

const containerKey = 'k:{"name":"main"}';

function live(): ClusterObject {
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: {
      name: 'checkout',
      namespace: 'shop',
      labels: { team: 'shop' },
      managedFields: [
        {
          manager: 'mandate',
          operation: 'Apply',
          apiVersion: 'apps/v1',
          fieldsType: 'FieldsV1',
          fieldsV1: {
            'f:metadata': { 'f:labels': { 'f:team': {} } },
            'f:spec': {
              'f:template': {
                'f:spec': {
                  'f:containers': {
                    [containerKey]: { '.': {}, 'f:name': {}, 'f:image': {} },
                  },
                },
              },
            },
          },
        },
        {
          manager: 'kubectl-set',
          operation: 'Update',
          apiVersion: 'apps/v1',
          fieldsType: 'FieldsV1',
          fieldsV1: {
            'f:spec': {
              'f:replicas': {},
              'f:template': {
                'f:spec': {
                  'f:containers': {
                    [containerKey]: {
                      'f:env': { 'k:{"name":"A"}': { '.': {} } },
                    },
                  },
                },
              },
            },
          },
        },
        {
          manager: 'kube-controller-manager',
          operation: 'Update',
          subresource: 'status',
          fieldsV1: { 'f:status': {} },
        },
      ],
    },
    spec: {
      replicas: 5,
      template: {
        spec: {
          containers: [
            {
              name: 'main',
              image: 'a:1',
              imagePullPolicy: 'Always',
              env: [{ name: 'A', value: '1' }],
            },
          ],
        },
      },
    },
  };
}

it('the fields that are ours come with their present values, without what others set', () => {
  expect(ownedFields(live())).toEqual({
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'checkout', namespace: 'shop', labels: { team: 'shop' } },
    spec: {
      template: { spec: { containers: [{ name: 'main', image: 'a:1' }] } },
    },
  });
});

it('of an object that is not ours only its name is', () => {
  const { managedFields: _all, ...metadata } = live().metadata;
  expect(ownedFields({ ...live(), metadata })).toEqual({
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'checkout', namespace: 'shop' },
  });
});

it('managers are told by where they own fields', () => {
  expect(managersUnder(live(), ['spec', 'template'])).toEqual(['kubectl-set']);
  expect(managersUnder(live(), ['metadata'])).toEqual([]);
});

it('taking over moves the fields below the path, and no others', () => {
  const moved = transferOwnership(live(), {
    from: ['kubectl-set'],
    under: ['spec', 'template'],
  });
  expect(moved).toEqual([
    expect.objectContaining({
      manager: 'mandate',
      fieldsV1: {
        'f:metadata': { 'f:labels': { 'f:team': {} } },
        'f:spec': {
          'f:template': {
            'f:spec': {
              'f:containers': {
                [containerKey]: {
                  '.': {},
                  'f:name': {},
                  'f:image': {},
                  'f:env': { 'k:{"name":"A"}': { '.': {} } },
                },
              },
            },
          },
        },
      },
    }),
    expect.objectContaining({
      manager: 'kubectl-set',
      fieldsV1: { 'f:spec': { 'f:replicas': {} } },
    }),
    expect.objectContaining({ manager: 'kube-controller-manager' }),
  ]);
});
