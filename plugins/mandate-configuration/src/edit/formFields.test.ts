import { formGroups } from './formFields';

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
        host: { type: 'string', 'x-reference': 'endpoint' },
        lines: { type: 'array', items: { properties: { at: {} } } },
      },
    },
  },
};

it('gives simple values a control, names a list to choose from, and leaves lists to the editor', () => {
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
        {
          path: ['log', 'password'],
          title: 'password',
          control: { type: 'secret' },
        },
        {
          path: ['log', 'host'],
          title: 'host',
          control: { type: 'reference', to: 'endpoint' },
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
