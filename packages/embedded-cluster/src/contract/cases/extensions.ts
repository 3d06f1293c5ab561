import { ContractCase, RequestStep } from '../ContractCase';
import {
  DEFINITIONS,
  WIDGETS,
  createWidget,
  define,
  leftovers,
  refused,
  widget,
} from '../widgets';

const MERGE = 'application/merge-patch+json';
const APPLY = 'application/apply-patch+yaml';

export const EXTENSION_CASES: readonly ContractCase[] = [
  {
    rule: 'a defined kind is served, discovered and described',
    leftovers,
    steps: [
      ...define(),
      createWidget(
        { size: 1 },
        {
          code: 201,
          body: {
            apiVersion: '{ns}.example/v1',
            kind: 'Widget',
            metadata: { uid: '*', generation: 1, managedFields: '*' },
          },
        },
      ),
      {
        request: 'GET /apis/{ns}.example/v1',
        expect: {
          code: 200,
          body: {
            resources: {
              $has: [
                { name: 'widgets', kind: 'Widget', shortNames: ['wg'] },
                { name: 'widgets/status' },
              ],
            },
          },
        },
      },
      {
        request: 'GET /openapi/v3/apis/{ns}.example/v1',
        eventually: true,
        expect: { code: 200, body: { openapi: '3.0.0' } },
      },
      {
        request: `GET ${WIDGETS}`,
        expect: {
          code: 200,
          body: { kind: 'WidgetList', items: [{ metadata: { name: 'one' } }] },
        },
      },
    ],
  },
  {
    rule: 'a defined kind has defaults and loses fields its schema does not know',
    leftovers,
    steps: [
      ...define(),
      {
        ...createWidget(
          { size: 1, unknown: true, free: { any: [1] }, port: 'http' },
          {
            code: 201,
            body: {
              spec: { size: 1, color: 'red', free: { any: [1] }, port: 'http' },
            },
            absent: ['spec.unknown'],
          },
        ),
      },
    ],
  },
  {
    rule: 'strict validation refuses unknown fields of a defined kind',
    leftovers,
    steps: [
      ...define(),
      {
        request: `POST ${WIDGETS}?fieldValidation=Strict`,
        body: widget({ size: 1, unknown: true }),
        expect: {
          code: 400,
          body: { message: '~unknown field "spec.unknown"' },
        },
      },
    ],
  },
  {
    rule: 'a schema bounds numbers, texts, choices and types',
    leftovers,
    steps: [
      ...define(),
      createWidget({}, refused('~spec.size: Required value')),
      createWidget(
        { size: 11 },
        refused('~spec.size in body should be less than or equal to 10'),
      ),
      createWidget(
        { size: 1, color: 'blue' },
        refused(
          '~spec.color: Unsupported value: "blue": supported values: "red", "green"',
        ),
      ),
      createWidget(
        { size: 1, name: 'A' },
        refused("~spec.name in body should match '\\^\\[a-z\\]\\+\\$'"),
      ),
      createWidget(
        { size: 1, name: 'abcdef' },
        refused('~spec.name: Too long: may not be more than 5 bytes'),
      ),
      createWidget(
        { size: 'one' },
        refused('~spec.size in body must be of type integer: "string"'),
      ),
    ],
  },
  {
    rule: "a schema's CEL rules are kept, also between old and new",
    leftovers,
    steps: [
      ...define(),
      createWidget(
        { size: 2, name: 'bad' },
        refused('~spec: Invalid value: .*bad names are not wanted'),
      ),
      createWidget({ size: 2 }),
      {
        request: `PATCH ${WIDGETS}/one`,
        contentType: MERGE,
        body: { spec: { size: 1 } },
        expect: refused('~cannot shrink'),
      },
      {
        request: `PATCH ${WIDGETS}/one`,
        contentType: MERGE,
        body: { spec: { size: 3 } },
        expect: { code: 200, body: { metadata: { generation: 2 } } },
      },
    ],
  },
  {
    rule: 'the status of a defined kind is written through its subresource only',
    leftovers,
    steps: [
      ...define(),
      createWidget({ size: 1 }),
      {
        request: `PATCH ${WIDGETS}/one`,
        contentType: MERGE,
        body: { status: { phase: 'Done' } },
        expect: { code: 200, absent: ['status'] },
      },
      {
        request: `PATCH ${WIDGETS}/one/status`,
        contentType: MERGE,
        body: { status: { phase: 'Done' }, spec: { size: 5 } },
        expect: {
          code: 200,
          body: {
            spec: { size: 1 },
            status: { phase: 'Done' },
            metadata: { generation: 1 },
          },
        },
      },
    ],
  },
  {
    rule: 'applying a defined kind merges lists by the keys of its schema',
    leftovers,
    steps: [
      ...define(),
      ...['ann', 'bob'].map(
        (manager): RequestStep => ({
          request: `PATCH ${WIDGETS}/one?fieldManager=${manager}`,
          contentType: APPLY,
          body: widget({ size: 1, parts: [{ id: manager, count: 1 }] }),
          expect: { code: manager === 'ann' ? 201 : 200 },
        }),
      ),
      {
        request: `GET ${WIDGETS}/one`,
        expect: {
          code: 200,
          body: {
            spec: { parts: { $has: [{ id: 'ann' }, { id: 'bob' }] } },
          },
        },
      },
    ],
  },
  {
    rule: "a defined kind's table has the columns of its definition",
    leftovers,
    steps: [
      ...define(),
      createWidget({ size: 4 }),
      {
        request: `GET ${WIDGETS}`,
        accept: 'application/json;as=Table;v=v1;g=meta.k8s.io',
        expect: {
          code: 200,
          body: {
            kind: 'Table',
            columnDefinitions: [{ name: 'Name' }, { name: 'Size' }],
            rows: [{ cells: ['one', 4] }],
          },
        },
      },
    ],
  },
  {
    rule: 'a strategic merge patch of a defined kind is 415',
    leftovers,
    steps: [
      ...define(),
      createWidget({ size: 1 }),
      {
        request: `PATCH ${WIDGETS}/one`,
        contentType: 'application/strategic-merge-patch+json',
        body: { spec: { size: 2 } },
        expect: { code: 415 },
      },
    ],
  },
  {
    rule: 'a definition takes its objects with it',
    leftovers,
    steps: [
      ...define(),
      createWidget({ size: 1 }),
      {
        request: `DELETE ${DEFINITIONS}/widgets.{ns}.example`,
        expect: { code: 200 },
      },
      { request: `GET ${WIDGETS}`, eventually: true, expect: { code: 404 } },
    ],
  },
];
