import { JsonObject } from '../model/KubernetesObject';
import { RequestStep } from './ContractCase';

export const DEFINITIONS =
  '/apis/apiextensions.k8s.io/v1/customresourcedefinitions';
/** Objects of a kind that each case defines for itself, in a group named as its namespace. */
export const WIDGETS = '/apis/{ns}.example/v1/namespaces/{ns}/widgets';
/** What a case that defines the kind leaves behind. */
export const leftovers = [`${DEFINITIONS}/widgets.{ns}.example`];

const SPEC_SCHEMA: JsonObject = {
  type: 'object',
  required: ['size'],
  properties: {
    size: { type: 'integer', minimum: 1, maximum: 10 },
    color: { type: 'string', enum: ['red', 'green'], default: 'red' },
    name: { type: 'string', pattern: '^[a-z]+$', maxLength: 5 },
    port: { 'x-kubernetes-int-or-string': true },
    free: { type: 'object', 'x-kubernetes-preserve-unknown-fields': true },
    parts: {
      type: 'array',
      items: {
        type: 'object',
        required: ['id'],
        properties: { id: { type: 'string' }, count: { type: 'integer' } },
      },
      'x-kubernetes-list-type': 'map',
      'x-kubernetes-list-map-keys': ['id'],
    },
  },
  'x-kubernetes-validations': [
    {
      rule: "!has(self.name) || self.name != 'bad'",
      message: 'bad names are not wanted',
    },
    {
      rule: 'self.size >= oldSelf.size',
      message: 'cannot shrink',
    },
  ],
};

/** Defines the kind and waits until it is served. */
export const define = (version: JsonObject = {}): RequestStep[] => [
  {
    request: `POST ${DEFINITIONS}`,
    body: {
      metadata: { name: 'widgets.{ns}.example' },
      spec: {
        group: '{ns}.example',
        scope: 'Namespaced',
        names: {
          plural: 'widgets',
          singular: 'widget',
          kind: 'Widget',
          shortNames: ['wg'],
        },
        versions: [
          {
            name: 'v1',
            served: true,
            storage: true,
            schema: {
              openAPIV3Schema: {
                type: 'object',
                properties: {
                  spec: SPEC_SCHEMA,
                  status: {
                    type: 'object',
                    properties: { phase: { type: 'string' } },
                  },
                },
              },
            },
            subresources: { status: {} },
            additionalPrinterColumns: [
              { name: 'Size', type: 'integer', jsonPath: '.spec.size' },
            ],
            ...version,
          },
        ],
      },
    },
    expect: {
      code: 201,
      body: { spec: { names: { listKind: 'WidgetList' } } },
    },
  },
  {
    request: `GET ${DEFINITIONS}/widgets.{ns}.example`,
    eventually: true,
    expect: {
      code: 200,
      body: {
        status: {
          conditions: { $has: [{ type: 'Established', status: 'True' }] },
        },
      },
    },
  },
  { request: `GET ${WIDGETS}`, eventually: true, expect: { code: 200 } },
];

export const widget = (spec: JsonObject): JsonObject => ({
  apiVersion: '{ns}.example/v1',
  kind: 'Widget',
  metadata: { name: 'one' },
  spec,
});

export const createWidget = (
  spec: JsonObject,
  expect: RequestStep['expect'] = { code: 201 },
): RequestStep => ({ request: `POST ${WIDGETS}`, body: widget(spec), expect });

/** What a server answers to a widget that its schema does not allow. */
export const refused = (message: string) => ({
  code: 422,
  body: { reason: 'Invalid', message },
});
