import { formGroups, schemaChoices, schemaKeys } from './formFields';

const schema = {
  properties: {
    debug: { type: 'boolean', title: 'Debug' },
    log: {
      type: 'object',
      title: 'Log',
      properties: {
        level: { enum: ['info', 'warn'] },
        size: { type: 'integer', minimum: 1, maximum: 9 },
        password: { type: 'object', 'x-secret': true },
        lines: { type: 'array', items: { properties: { at: {} } } },
      },
    },
  },
};

it('gives simple values a control, and leaves lists and secrets to the editor', () => {
  expect(formGroups(schema)).toEqual([
    {
      title: '',
      fields: [
        { path: ['debug'], title: 'Debug', control: { type: 'switch' } },
      ],
    },
    {
      title: 'Log',
      fields: [
        {
          path: ['log', 'level'],
          title: 'level',
          control: { type: 'choice', options: ['info', 'warn'] },
        },
        {
          path: ['log', 'size'],
          title: 'size',
          control: { type: 'number', isWhole: true, minimum: 1, maximum: 9 },
        },
      ],
    },
  ]);
});

it('ends at a schema that holds itself', () => {
  const loop: Record<string, unknown> = { type: 'object' };
  loop.properties = { again: loop };
  expect(formGroups({ properties: { loop } })).toEqual([]);
});

it('knows every key and every choice', () => {
  expect(schemaKeys(schema).map(({ key }) => key)).toEqual([
    'debug',
    'log',
    'level',
    'size',
    'password',
    'lines',
    'at',
  ]);
  expect(schemaChoices(schema)).toEqual(['info', 'warn']);
});
