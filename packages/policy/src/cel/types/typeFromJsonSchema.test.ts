import { formatType } from './formatType';
import { typeFromJsonSchema } from './typeFromJsonSchema';
import type { FieldDeclaration, TypeProvider } from './typeProvider';

describe('typeFromJsonSchema', () => {
  it.each([
    [{ type: 'integer' }, 'int'],
    [{ type: 'number' }, 'double'],
    [{ type: 'string', format: 'date-time' }, 'timestamp'],
    [{ type: 'string', format: 'duration' }, 'duration'],
    [{ type: 'string', format: 'byte' }, 'bytes'],
    [{ type: ['string', 'null'] }, 'wrapper(string)'],
    [{ type: 'integer', nullable: true }, 'wrapper(int)'],
    [{ anyOf: [{ type: 'boolean' }, { type: 'null' }] }, 'wrapper(bool)'],
    [{ anyOf: [{ type: 'boolean' }, { type: 'string' }] }, 'dyn'],
    [{ enum: ['a', 'b'] }, 'string'],
    [{ enum: [1, 2] }, 'int'],
    [{ enum: ['a', 1] }, 'dyn'],
    [{ type: 'array', items: { type: 'string' } }, 'list(string)'],
    [{ type: ['array', 'null'], items: { type: 'string' } }, 'dyn'],
    [{ prefixItems: [{ type: 'string' }, true], type: 'array' }, 'list(dyn)'],
    [{ type: 'object' }, 'map(string, dyn)'],
    [{ type: 'object', additionalProperties: false }, 'Input'],
    [
      { type: 'object', additionalProperties: { type: 'number' } },
      'map(string, double)',
    ],
    [true, 'dyn'],
    ['no schema', 'dyn'],
  ])('reads %j as %s', (schema, type) => {
    expect(
      formatType(typeFromJsonSchema(schema, 'Input').declaration.type),
    ).toBe(type);
  });

  it('declares the properties of objects, with sizes, known strings and descriptions', () => {
    const { declaration, types } = typeFromJsonSchema(
      {
        type: 'object',
        properties: {
          level: { enum: ['low', 'high'], description: 'How bad it can get.' },
          targets: {
            type: 'array',
            maxItems: 5,
            items: {
              type: 'object',
              properties: { name: { type: 'string', maxLength: 63 } },
            },
          },
        },
      },
      'Risk',
    );
    expect(fieldOf(types, declaration, 'level')).toEqual({
      type: { kind: 'string' },
      oneOf: ['low', 'high'],
      maximumSize: 4,
      description: 'How bad it can get.',
    });
    const targets = fieldOf(types, declaration, 'targets');
    expect(targets).toMatchObject({
      type: { kind: 'list', element: { name: 'Risk.targets.item' } },
      maximumSize: 5,
    });
    expect(types.findType('Risk.targets.item')?.field('name')).toMatchObject({
      type: { kind: 'string' },
      maximumSize: 63,
    });
  });

  it('has no other fields unless additionalProperties says so', () => {
    const properties = { a: { type: 'string' } };
    const closed = typeFromJsonSchema({ properties }, 'A');
    const open = typeFromJsonSchema(
      { properties, additionalProperties: true },
      'A',
    );
    expect(closed.types.findType('A')?.open).toBe(false);
    expect(open.types.findType('A')?.open).toBe(true);
  });

  it('follows references, also to itself', () => {
    const { declaration, types } = typeFromJsonSchema(
      {
        $ref: '#/$defs/node',
        $defs: {
          node: {
            type: 'object',
            properties: {
              next: { $ref: '#/$defs/node' },
              children: { type: 'array', items: { $ref: '#/$defs/node' } },
            },
          },
        },
      },
      'Tree',
    );
    const next = fieldOf(types, declaration, 'next');
    expect(next.type).toEqual(declaration.type);
    expect(formatType(fieldOf(types, next, 'children').type)).toBe(
      'list(Tree.node)',
    );
  });

  it('joins the fields of a union of objects', () => {
    const { declaration, types } = typeFromJsonSchema(
      {
        oneOf: [
          {
            properties: {
              kind: { const: 'scale' },
              replicas: { type: 'integer' },
              to: { type: 'integer' },
            },
          },
          {
            properties: { kind: { const: 'deploy' }, to: { type: 'string' } },
          },
        ],
      },
      'Change',
    );
    expect(fieldOf(types, declaration, 'kind').oneOf).toEqual([
      'scale',
      'deploy',
    ]);
    expect(fieldOf(types, declaration, 'replicas').type.kind).toBe('int');
    expect(fieldOf(types, declaration, 'to').type.kind).toBe('dyn');
  });
});

function fieldOf(
  types: TypeProvider,
  { type }: FieldDeclaration,
  name: string,
): FieldDeclaration {
  const field =
    type.kind === 'object' ? types.findType(type.name)?.field(name) : undefined;
  if (!field) {
    throw new Error(`${formatType(type)} has no field ${name}`);
  }
  return field;
}
