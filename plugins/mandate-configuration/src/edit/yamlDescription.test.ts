import { yamlDescription } from './yamlDescription';

const schema = {
  properties: {
    log: {
      type: 'object',
      properties: {
        level: {
          title: 'Level',
          description: 'What is written to the log.',
          type: 'string',
          enum: ['info', 'warn'],
          default: 'info',
        },
        color: { type: 'boolean', default: false },
      },
    },
    workers: { type: 'array', items: { $ref: '#/$defs/worker' } },
    database: {
      properties: {
        host: { type: 'string', 'x-reference': 'endpoint' },
        password: { type: 'object', 'x-secret': true },
      },
    },
    never: false,
  },
  $defs: {
    worker: {
      properties: {
        size: { type: ['integer', 'null'], minimum: 1, maximum: 64 },
      },
    },
  },
};
const known = {
  secrets: [{ name: 'orders-db', keys: ['password'] }],
  services: [],
  ports: [],
  endpoints: ['orders-db:5432'],
};

/** What is told at the bar. */
function describedAt(marked: string, levelSchema = {}) {
  return yamlDescription(marked.replace('|', ''), marked.indexOf('|'), {
    schema,
    known,
    levelSchema,
  });
}

it('tells all that the schema says of a key, and where the key stands', () => {
  expect(describedAt('log:\n  le|vel: info # now\n')).toEqual({
    from: 7,
    to: 12,
    name: 'log.level',
    title: 'Level',
    description: 'What is written to the log.',
    types: ['string'],
    allowed: ['info', 'warn'],
    byDefault: { value: 'info' },
    isAllowedHere: true,
  });
});

describe('tells of the key that one points at', () => {
  it.each([
    ['at its begin', '|log:\n', { name: 'log', types: ['object'] }],
    ['at its end', 'log|:\n', { name: 'log' }],
    ['by its value', 'log:\n  level: in|fo\n', { name: 'log.level' }],
    ['in quotes', 'log:\n  "lev|el": info\n', { name: 'log.level', to: 14 }],
    [
      'with a default that is false',
      'log:\n  co|lor: true\n',
      { types: ['boolean'], allowed: [], byDefault: { value: false } },
    ],
    [
      'in an item, with its bounds',
      'workers:\n  - name: a\n    si|ze: 2\n',
      {
        name: 'workers.size',
        types: ['integer', 'null'],
        ...{ minimum: 1, maximum: 64 },
      },
    ],
    [
      'with the names that it asks for',
      'database:\n  ho|st: x\n',
      { allowed: ['orders-db:5432'] },
    ],
    [
      'as a reference to a Secret',
      'database:\n  pass|word:\n',
      { types: ['secret'], allowed: ['orders-db/password'] },
    ],
    [
      'before a flow mapping',
      'database:\n  pass|word: { secretRef: { name: a, key: b } }\n',
      { name: 'database.password' },
    ],
  ])('%s', (_, marked, expected) => {
    expect(describedAt(marked)).toMatchObject(expected);
  });
});

describe('tells nothing where nothing is known', () => {
  it.each([
    ['of a key that the schema does not have', 'ot|her: 1\n'],
    ['of what the schema forbids', 'ne|ver: 1\n'],
    ['in a comment', 'log: # le|vel: info\n'],
    ['behind a value', 'log:\n  level: info # n|ow\n'],
    ['in the space before a key', 'log:\n |  level: info\n'],
    ['in a flow mapping', 'log: { le|vel: info }\n'],
    ['in a text of several lines', 'log: >-\n  le|vel: info\n'],
    ['on an empty line', '|\nlog:\n'],
  ])('%s', (_, marked) => {
    expect(describedAt(marked)).toBeUndefined();
  });
});

it('says when the level of the file may not set it', () => {
  const levelSchema = { properties: { log: { properties: { color: false } } } };
  expect(describedAt('log:\n  co|lor: true\n', levelSchema)).toMatchObject({
    isAllowedHere: false,
  });
  expect(describedAt('log:\n  le|vel: info\n', levelSchema)).toMatchObject({
    isAllowedHere: true,
  });
});
