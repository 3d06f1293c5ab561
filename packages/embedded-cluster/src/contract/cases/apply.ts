import { configMap, ContractCase } from '../ContractCase';
import { apply } from '../apply';

const CONFIG_MAPS = '/api/v1/namespaces/{ns}/configmaps';
const APPLY = 'application/apply-patch+yaml';

export const APPLY_CASES: readonly ContractCase[] = [
  {
    rule: 'applying creates what does not exist, and updates what does',
    steps: [
      {
        ...apply(`${CONFIG_MAPS}/a`, 'one', configMap('a')),
        expect: {
          code: 201,
          body: {
            metadata: {
              managedFields: [
                {
                  manager: 'one',
                  operation: 'Apply',
                  fieldsV1: { 'f:data': { 'f:key': {} } },
                },
              ],
            },
          },
        },
      },
      {
        ...apply(`${CONFIG_MAPS}/a`, 'one', configMap('a', { key: 'two' })),
        expect: { code: 200, body: { data: { key: 'two' } } },
      },
    ],
  },
  {
    rule: 'applying with the uid of an object that is not there is refused, and creates none',
    steps: [
      {
        ...apply(`${CONFIG_MAPS}/a`, 'one', {
          ...configMap('a'),
          metadata: { name: 'a', uid: '00000000-0000-4000-8000-000000000000' },
        }),
        expect: {
          code: 409,
          body: {
            reason: 'Conflict',
            message: '~uid mismatch.* no existing object was found$',
          },
        },
      },
      { request: `GET ${CONFIG_MAPS}/a`, expect: { code: 404 } },
    ],
  },
  {
    rule: 'applying without a field manager is refused',
    steps: [
      {
        request: `PATCH ${CONFIG_MAPS}/a`,
        contentType: APPLY,
        body: configMap('a'),
        expect: {
          code: 422,
          body: { message: '~fieldManager: Required value' },
        },
      },
    ],
  },
  {
    rule: 'applying the same again changes nothing',
    steps: [
      {
        ...apply(`${CONFIG_MAPS}/a`, 'one', configMap('a')),
        expect: { code: 201, save: { version: 'metadata.resourceVersion' } },
      },
      {
        ...apply(`${CONFIG_MAPS}/a`, 'one', configMap('a')),
        expect: {
          code: 200,
          body: { metadata: { resourceVersion: '{version}' } },
        },
      },
    ],
  },
  {
    rule: 'a dry run of an apply shows the result and keeps the object',
    steps: [
      {
        ...apply(`${CONFIG_MAPS}/a`, 'one', configMap('a')),
        expect: { code: 201 },
      },
      {
        ...apply(
          `${CONFIG_MAPS}/a?dryRun=All`,
          'one',
          configMap('a', { key: 'two' }),
        ),
        expect: { code: 200, body: { data: { key: 'two' } } },
      },
      {
        request: `GET ${CONFIG_MAPS}/a`,
        expect: { code: 200, body: { data: { key: 'value' } } },
      },
    ],
  },
  {
    rule: 'managedFields must not be applied',
    steps: [
      {
        ...apply(
          `${CONFIG_MAPS}/a`,
          'one',
          configMap(
            'a',
            {},
            { managedFields: [{ manager: 'x', operation: 'Apply' }] },
          ),
        ),
        expect: {
          code: 400,
          body: { message: '~metadata.managedFields must be nil' },
        },
      },
    ],
  },
];
