import { yamlChoices } from './yamlCompletion';

const schema = {
  properties: {
    log: {
      type: 'object',
      title: 'Log',
      properties: {
        level: { title: 'Level', enum: ['info', 'warn'] },
        color: { type: 'boolean' },
      },
    },
    workers: {
      type: 'array',
      items: { $ref: '#/$defs/worker' },
    },
    hosts: { type: 'array', items: { 'x-reference': 'endpoint' } },
    database: {
      type: 'object',
      properties: {
        host: { type: 'string', 'x-reference': 'endpoint' },
        password: { 'x-secret': true },
      },
    },
    features: {
      type: 'object',
      additionalProperties: { enum: ['on', 'off'] },
    },
    never: false,
  },
  $defs: {
    worker: {
      type: 'object',
      properties: { name: { enum: ['mail'] }, size: { type: 'integer' } },
    },
  },
};
const known = {
  secrets: [{ name: 'orders-db', keys: ['password', 'user'] }],
  services: ['orders'],
  ports: ['8080'],
  endpoints: ['orders-db:5432'],
};

/** A level that may set all. */
const knowledge = { schema, known, levelSchema: {} };

/** What fits at the bar. */
function choicesAt(marked: string, levelSchema = {}): readonly string[] {
  const offset = marked.indexOf('|');
  const text = marked.replace('|', '');
  const found = yamlChoices(text, offset, { ...knowledge, levelSchema });
  return (found?.choices ?? []).map(({ label }) => label);
}

describe('offers at each place only what the schema has there', () => {
  it.each([
    ['at the root', 'l|', ['log', 'workers', 'hosts', 'database', 'features']],
    ['in a mapping', 'log:\n  |', ['level', 'color']],
    [
      'what is not there yet',
      'log:\n  level: info\n  |\nworkers: []\n',
      ['color'],
    ],
    [
      'not what stands below',
      'log:\n  |\n  color: true\n\n# all\nhosts:\n  - a\n',
      ['level'],
    ],
    [
      'after another mapping has ended',
      'log:\n  level: info\n|',
      ['workers', 'hosts', 'database', 'features'],
    ],
    ['choices', 'log:\n  level: i|', ['info', 'warn', '!remove']],
    ['truth', 'log:\n  color: |', ['true', 'false', '!remove']],
    ['in an item', 'workers:\n  - |', ['name', 'size']],
    ['in an item that has begun', 'workers:\n  - name: mail\n    |', ['size']],
    ['in the second item', 'workers:\n- name: a\n- size: 1\n  |', ['name']],
    [
      'a value in an item',
      'workers:\n  - size: 1\n    name: |',
      ['mail', '!remove'],
    ],
    ['an item that is a name', 'hosts:\n  - |', ['orders-db:5432']],
    ['values of free keys', 'features:\n  x: |', ['on', 'off', '!remove']],
    [
      'names that it asks for',
      'database:\n  host: |',
      ['orders-db:5432', '!remove'],
    ],
    [
      'references to secrets, by name',
      'database:\n  password: |',
      ['orders-db/password', 'orders-db/user', '!remove'],
    ],
    ['the form of a reference', 'database:\n  password:\n    |', ['secretRef']],
    [
      'names of secrets',
      'database:\n  password:\n    secretRef:\n      name: |',
      ['orders-db', '!remove'],
    ],
    [
      'keys of secrets',
      'database:\n  password:\n    secretRef:\n      name: x\n      key: |',
      ['password', 'user', '!remove'],
    ],
  ])('%s', (_, marked, labels) => {
    expect(choicesAt(marked)).toEqual(labels);
  });
});

describe('offers nothing where nothing is known', () => {
  it.each([
    ['below a key that the schema does not have', 'other:\n  |'],
    ['in a comment', 'log: # |'],
    ['in a flow mapping', 'log: { |'],
    ['in a text of several lines', 'features: >-\n  x|'],
    ['before what is written already', 'lo|g:\n'],
    ['below what the schema forbids', 'never:\n  |'],
  ])('%s', (_, marked) => {
    expect(choicesAt(marked)).toEqual([]);
  });
});

it('writes what belongs to a key behind it', () => {
  const inserts = yamlChoices('', 0, knowledge)?.choices.map(
    ({ insert }) => insert,
  );
  expect(inserts).toContain('log:\n  ');
  expect(inserts).toContain('workers:\n  - ');
  expect(yamlChoices('log:\n  ', 7, knowledge)?.choices[0]).toMatchObject({
    insert: 'level: ',
    detail: 'Level',
  });
});

describe('offers only what the level of the file may set', () => {
  const levelSchema = {
    additionalProperties: false,
    properties: {
      log: { properties: { color: false } },
      workers: {},
      database: false,
    },
  };
  it.each([
    ['keys at the root', '|', ['log', 'workers']],
    ['keys below', 'log:\n  |', ['level']],
    ['values that it may set', 'log:\n  level: |', ['info', 'warn', '!remove']],
    ['no values that it may not', 'log:\n  color: |', []],
    ['nothing below what it may not set', 'database:\n  |', []],
    ['all within a list that it may set', 'workers:\n  - |', ['name', 'size']],
  ])('%s', (_, marked, expected) => {
    expect(choicesAt(marked, levelSchema)).toEqual(expected);
  });
});
