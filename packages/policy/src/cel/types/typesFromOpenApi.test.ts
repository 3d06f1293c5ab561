import { formatType } from './formatType';
import { typesFromCustomResource, typesFromOpenApi } from './typesFromOpenApi';
import type { KubernetesTypes } from './typesFromOpenApi';

const document = {
  openapi: '3.0.0',
  components: {
    schemas: {
      'shop.v1.Basket': {
        type: 'object',
        properties: {
          apiVersion: { type: 'string' },
          kind: { type: 'string' },
          metadata: {
            default: {},
            allOf: [{ $ref: '#/components/schemas/meta.v1.Meta' }],
          },
          spec: { $ref: '#/components/schemas/shop.v1.BasketSpec' },
        },
        'x-kubernetes-group-version-kind': [
          { group: 'shop', version: 'v1', kind: 'Basket' },
        ],
      },
      'meta.v1.Meta': {
        type: 'object',
        properties: {
          name: { type: 'string' },
          namespace: { type: 'string' },
          created: { $ref: '#/components/schemas/meta.v1.Time' },
          labels: {
            type: 'object',
            additionalProperties: { type: 'string', default: '' },
          },
        },
      },
      'meta.v1.Time': { type: 'string', format: 'date-time' },
      'util.IntOrString': {
        format: 'int-or-string',
        oneOf: [{ type: 'integer' }, { type: 'string' }],
      },
      'shop.v1.BasketSpec': {
        type: 'object',
        properties: {
          'gift-wrap': { type: 'boolean' },
          port: { $ref: '#/components/schemas/util.IntOrString' },
          parent: { $ref: '#/components/schemas/shop.v1.BasketSpec' },
          items: {
            type: 'array',
            items: { $ref: '#/components/schemas/meta.v1.Meta' },
            'x-kubernetes-list-map-keys': ['name'],
            'x-kubernetes-list-type': 'map',
          },
        },
      },
    },
  },
};

describe('typesFromOpenApi', () => {
  const kinds = typesFromOpenApi(document);
  const basket = { group: 'shop', version: 'v1', kind: 'Basket' };

  it.each([
    ['metadata.name', 'string'],
    ['metadata.created', 'timestamp'],
    ['metadata.labels', 'map(string, string)'],
    ['metadata.__namespace__', 'string'],
    ['metadata.namespace', 'string'],
    ['spec.gift__dash__wrap', 'bool'],
    ['spec.gift-wrap', 'bool'],
    ['spec.port', 'dyn'],
    ['spec.items', 'list(meta.v1.Meta)'],
    ['spec.parent.parent.port', 'dyn'],
    ['spec.nothing', 'undeclared'],
  ])('declares %s as %s', (path, type) => {
    expect(typeAt(kinds, basket, path)).toBe(type);
  });

  it('keeps the name that the data has', () => {
    const spec = kinds.types.findType('shop.v1.BasketSpec');
    expect(spec?.field('gift__dash__wrap')?.property).toBe('gift-wrap');
  });

  it('reads documents of version 2 as well', () => {
    const older = typesFromOpenApi({
      swagger: '2.0',
      definitions: {
        Pot: {
          properties: {
            size: { type: 'integer' },
            lid: { $ref: '#/definitions/Lid' },
          },
          'x-kubernetes-group-version-kind': [
            { group: '', version: 'v1', kind: 'Pot' },
          ],
        },
        Lid: { type: 'string', format: 'int-or-string' },
      },
    });
    const pot = { group: '', version: 'v1', kind: 'Pot' };
    expect(typeAt(older, pot, 'size')).toBe('int');
    expect(typeAt(older, pot, 'lid')).toBe('dyn');
  });

  it('knows no kind that the document has not', () => {
    expect(kinds.findKind({ ...basket, kind: 'Trolley' })).toBeUndefined();
  });
});

describe('typesFromCustomResource', () => {
  const kinds = typesFromCustomResource({
    spec: {
      group: 'example.com',
      names: { kind: 'Widget' },
      versions: [
        {
          name: 'v1',
          schema: {
            openAPIV3Schema: {
              type: 'object',
              properties: {
                metadata: { type: 'object' },
                spec: {
                  type: 'object',
                  properties: {
                    anything: {
                      type: 'object',
                      'x-kubernetes-preserve-unknown-fields': true,
                    },
                    partly: {
                      type: 'object',
                      properties: { known: { type: 'string' } },
                      'x-kubernetes-preserve-unknown-fields': true,
                    },
                    port: { 'x-kubernetes-int-or-string': true },
                    template: {
                      type: 'object',
                      'x-kubernetes-embedded-resource': true,
                      properties: { extra: { type: 'string' } },
                    },
                    nothing: { type: 'object' },
                    maximum: { type: 'integer', nullable: true },
                  },
                },
              },
            },
          },
        },
      ],
    },
  });
  const widget = { group: 'example.com', version: 'v1', kind: 'Widget' };

  it.each([
    ['metadata.creationTimestamp', 'timestamp'],
    ['kind', 'string'],
    ['spec.anything', 'dyn'],
    ['spec.partly.known', 'string'],
    ['spec.port', 'dyn'],
    ['spec.template.metadata.labels', 'map(string, string)'],
    ['spec.template.extra', 'string'],
    ['spec.nothing.more', 'undeclared'],
    ['spec.maximum', 'wrapper(int)'],
  ])('declares %s as %s', (path, type) => {
    expect(typeAt(kinds, widget, path)).toBe(type);
  });

  it('allows other fields beside the declared ones where unknown fields are preserved', () => {
    const spec = kinds.findKind(widget);
    expect(spec).toBeDefined();
    typeAt(kinds, widget, 'spec.partly');
    expect(
      kinds.types.findType('example.com.v1.Widget.spec.partly')?.open,
    ).toBe(true);
  });
});

function typeAt(
  { types, findKind }: KubernetesTypes,
  kind: Parameters<KubernetesTypes['findKind']>[0],
  path: string,
): string {
  let declaration = findKind(kind);
  for (const name of path.split('.')) {
    const type = declaration?.type;
    declaration =
      type?.kind === 'object'
        ? types.findType(type.name)?.field(name)
        : undefined;
  }
  return declaration === undefined
    ? 'undeclared'
    : formatType(declaration.type);
}
