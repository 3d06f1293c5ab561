import { JsonObject } from '../json';
import { parametersFromSchema } from './parametersFromSchema';

function fieldsOf(properties: JsonObject, more: JsonObject = {}) {
  return parametersFromSchema({ schema: { properties, ...more } });
}

describe('parametersFromSchema', () => {
  it('reads types with their bounds', () => {
    const { parameters, leftOut } = fieldsOf({
      text: { type: 'string', minLength: 1, maxLength: 9, pattern: '^a' },
      choice: { enum: ['a', 'b'] },
      number: { type: 'number', minimum: 0, maximum: 1 },
      flag: { type: 'boolean', description: 'Whether.' },
      list: { type: 'array', items: { type: 'string' }, maxItems: 3 },
      labels: { type: 'object', additionalProperties: { type: 'string' } },
      anything: { type: 'object' },
      group: { type: 'object', properties: { a: { type: 'string' } } },
    });
    expect(leftOut).toEqual([]);
    expect(parameters.fields).toEqual({
      text: { type: 'string', minLength: 1, maxLength: 9, pattern: '^a' },
      choice: { type: 'string', enum: ['a', 'b'] },
      number: { type: 'number', minimum: 0, maximum: 1 },
      flag: { type: 'boolean', description: 'Whether.' },
      list: { type: 'array', items: { type: 'string' }, maxItems: 3 },
      labels: { type: 'map', values: { type: 'string' } },
      anything: { type: 'open' },
      group: {
        type: 'object',
        fields: { a: { type: 'string' } },
        required: [],
      },
    });
  });

  it('takes the values of the chart as defaults, and requires what has none', () => {
    const { parameters } = parametersFromSchema({
      schema: {
        required: ['given', 'own', 'missing', 'unknown'],
        properties: {
          given: { type: 'string', default: 'a' },
          own: { type: 'string' },
          missing: { type: 'string' },
          size: { type: 'object', properties: { cpu: { type: 'string' } } },
        },
      },
      defaults: { own: 'b', missing: '', size: { cpu: '1' } },
    });
    expect(parameters).toMatchObject({
      required: ['missing'],
      fields: {
        given: { default: 'a' },
        own: { default: 'b' },
        size: { default: {}, fields: { cpu: { default: '1' } } },
      },
    });
    expect(parameters.fields.missing).not.toHaveProperty('default');
  });

  it('follows local definitions, and stops where they go round', () => {
    const { parameters, leftOut } = fieldsOf(
      {
        port: { $ref: '#/$defs/port' },
        round: { $ref: '#/$defs/round' },
        gone: { $ref: '#/$defs/gone' },
      },
      {
        $defs: {
          port: { type: 'integer' },
          round: { $ref: '#/$defs/round' },
        },
      },
    );
    expect(parameters.fields).toEqual({ port: { type: 'integer' } });
    expect(leftOut).toEqual(['round', 'gone']);
  });

  it('is bounded for definitions that contain themselves', () => {
    const { parameters } = fieldsOf(
      { tree: { $ref: '#/$defs/tree' } },
      {
        $defs: {
          tree: {
            type: 'object',
            properties: {
              left: { $ref: '#/$defs/tree' },
              right: { $ref: '#/$defs/tree' },
            },
          },
        },
      },
    );
    expect(JSON.stringify(parameters).length).toBeLessThan(100_000);
  });

  it('names what has no counterpart', () => {
    expect(
      fieldsOf({
        either: { anyOf: [{ type: 'string' }] },
        several: { type: ['string', 'null'] },
        group: { type: 'object', properties: { odd: { type: 'null' } } },
      }).leftOut,
    ).toEqual(['either', 'several', 'group.odd']);
  });
});
