import { configMap, ContractCase } from '../ContractCase';

const CONFIG_MAPS = '/api/v1/namespaces/{ns}/configmaps';

/** What lists and watches say of states that are forgotten. Revision 1 is, on a server that has compacted its history. */
const CONTINUE_AT_1 = Buffer.from(
  JSON.stringify({ v: 'meta.k8s.io/v1', rv: 1, start: 'a\0' }),
).toString('base64url');

export const FORGOTTEN_VERSION_CASES: readonly ContractCase[] = [
  {
    rule: 'a list that continues at a forgotten version is 410, with a token for the rest',
    steps: [
      {
        request: `GET ${CONFIG_MAPS}?limit=1&continue=${CONTINUE_AT_1}`,
        expect: {
          code: 410,
          body: {
            kind: 'Status',
            reason: 'Expired',
            message: '~^The provided continue parameter is too old',
            metadata: { continue: '*' },
          },
        },
      },
    ],
  },
  {
    rule: 'a list at exactly a forgotten version is 410',
    steps: [
      {
        request: `GET ${CONFIG_MAPS}?resourceVersion=1&resourceVersionMatch=Exact&limit=1`,
        expect: { code: 410, body: { reason: 'Expired' } },
      },
    ],
  },
  {
    rule: 'a watch from a forgotten version begins with an error of code 410',
    steps: [
      {
        watch: `${CONFIG_MAPS}?watch=1&resourceVersion=1`,
        events: [
          {
            type: 'ERROR',
            object: {
              kind: 'Status',
              code: 410,
              reason: 'Expired',
              message: '~^too old resource version: 1',
            },
          },
        ],
      },
    ],
  },
  {
    rule: 'a list not older than a version has it',
    steps: [
      {
        request: `POST ${CONFIG_MAPS}`,
        body: configMap('one'),
        expect: { code: 201, save: { version: 'metadata.resourceVersion' } },
      },
      {
        request: `GET ${CONFIG_MAPS}?resourceVersion={version}&resourceVersionMatch=NotOlderThan&labelSelector=!x`,
        expect: {
          code: 200,
          body: { items: { $has: [{ metadata: { name: 'one' } }] } },
        },
      },
      {
        request: `GET ${CONFIG_MAPS}?resourceVersionMatch=NotOlderThan`,
        expect: { code: 422, body: { reason: 'Invalid' } },
      },
    ],
  },
];
