import fc from 'fast-check';
import { JsonObject } from '../json';
import { layers, schemas } from '../__testUtils__/layers';
import { DependencyFacts } from './dependencyProblems';
import { FigureLimit } from './limitProblems';
import { secretLikeness } from './secretLikeness';
import { validateConfiguration } from './validateConfiguration';

const schema: JsonObject = {
  type: 'object',
  additionalProperties: false,
  required: ['replicas'],
  properties: {
    replicas: { type: 'integer', minimum: 1, 'x-limit': 'replicas' },
    memory: { type: 'string', 'x-limit': 'memoryGiB' },
    cache: { type: 'string', 'x-reference': 'service' },
    password: { 'x-secret': true },
    tls: { type: 'object' },
    note: { type: 'string' },
    settings: { type: 'object' },
  },
};

function problemsOf(
  texts: readonly string[],
  facts: DependencyFacts = () => 'healthy',
) {
  return validateConfiguration({
    layers: layers(...texts),
    schemas: schemas(schema),
    security: [
      {
        id: 'tls',
        path: ['tls', 'enabled'],
        mustBe: true,
        words: 'Connections are encrypted.',
      },
    ],
    limits: [
      { figure: 'replicas', limit: 10, mandate: 'Shop', hard: true },
      { figure: 'memoryGiB', limit: 2, mandate: 'Shop', hard: true },
    ],
    facts,
  }).problems;
}

const GOOD = 'replicas: 2\ntls: { enabled: true }\n';

describe('validation', () => {
  it('finds nothing wrong with a good configuration', () => {
    expect(
      problemsOf([
        `${GOOD}memory: 512Mi\ncache: redis\npassword: { secretRef: { name: db, key: password } }`,
      ]),
    ).toEqual([]);
  });

  it('tells everything that is wrong at once, each with its file and line', () => {
    const problems = problemsOf(
      [
        'replicas: 20\nmemory: 4Gi\nnope: 1\n',
        'password: hunter2\ncache: redis\ntls: { enabled: false }\n',
      ],
      () => 'missing',
    );
    expect(
      problems.map(({ code, path, origin }) => [
        code,
        path,
        `${origin?.file}:${origin?.line}`,
      ]),
    ).toEqual([
      ['schema', '', 'global.yaml:1'],
      ['secret-value', 'password', 'environment.yaml:1'],
      ['security', 'tls.enabled', 'environment.yaml:3'],
      ['limit', 'replicas', 'global.yaml:1'],
      ['limit', 'memory', 'global.yaml:2'],
      ['dependency', 'cache', 'environment.yaml:2'],
    ]);
  });

  it('checks the whole, too: what no level sets is missing', () => {
    expect(problemsOf(['tls: { enabled: true }'])).toMatchObject([
      { code: 'schema', message: '"replicas" is missing.' },
    ]);
  });

  it('counts a secret that another level overrides, since it is written down', () => {
    expect(
      problemsOf([
        `${GOOD}password: hunter2`,
        'password: { secretRef: { name: db, key: password } }',
      ]),
    ).toEqual(
      expect.arrayContaining([
        expect.objectContaining({
          code: 'secret-value',
          origin: expect.objectContaining({ level: 'global' }),
        }),
      ]),
    );
  });

  it.each([
    ['missing', /There is no secret db\/password/],
    ['unhealthy', /not well/],
    ['unknown', /could not be found out/],
  ] as const)('a secret whose state is %s is a problem', (state, words) => {
    const [problem] = problemsOf(
      [`${GOOD}password: { secretRef: { name: db, key: password } }`],
      kind => (kind === 'secret' ? state : 'healthy'),
    );
    expect(problem).toMatchObject({
      code: 'dependency',
      message: expect.stringMatching(words),
    });
  });

  it('never repeats a value that may be a secret', () => {
    const secret = 'correct-horse-battery-staple';
    const problems = problemsOf([
      `${GOOD}password: ${secret}\nsettings: { dbPassword: ${secret} }`,
    ]);
    expect(problems.map(({ path }) => path)).toEqual([
      'password',
      'settings.dbPassword',
    ]);
    expect(JSON.stringify(problems)).not.toContain(secret);
  });
});

describe('limits of mandates', () => {
  const check = (text: string, limits: readonly FigureLimit[]) =>
    validateConfiguration({
      layers: layers(text),
      schemas: schemas({
        type: 'object',
        properties: {
          pools: {
            type: 'array',
            items: {
              type: 'object',
              properties: { memory: { 'x-limit': 'memoryGiB' } },
            },
          },
        },
      }),
      security: [],
      limits,
      facts: () => 'healthy',
    });
  const pools = 'pools:\n  - memory: 512Mi\n  - memory: 2Gi\n  - memory: 1Gi\n';
  const limit = { figure: 'memoryGiB', limit: 3, mandate: 'Shop', hard: true };

  it('of what is added up are told where the most is, with line and column', () => {
    const { problems, notices } = check(pools, [limit]);
    expect(problems).toEqual([
      expect.objectContaining({
        code: 'limit',
        path: 'pools[1].memory',
        message: expect.stringContaining('comes to 3.5; the mandate Shop'),
        origin: expect.objectContaining({ line: 3, column: 13 }),
      }),
    ]);
    expect(notices).toEqual([]);
  });

  it('that are not hard are told as what people are asked, and refuse nothing', () => {
    const { problems, notices } = check(pools, [{ ...limit, hard: false }]);
    expect(problems).toEqual([]);
    expect(notices).toMatchObject([
      { code: 'limit', message: expect.stringContaining('people are asked') },
    ]);
  });

  it('each count by themselves: one asks, the other refuses', () => {
    const { problems, notices } = check(pools, [
      { ...limit, limit: 2, hard: false },
      { ...limit, mandate: 'Platform' },
      { ...limit, limit: 4, mandate: 'Wide' },
    ]);
    expect(problems).toHaveLength(1);
    expect(problems[0].message).toContain('Platform');
    expect(notices).toHaveLength(1);
  });

  it('are not kept by what is no quantity', () => {
    expect(check('pools: [{ memory: lots }]', [limit]).problems).toMatchObject([
      { code: 'limit', path: 'pools[0].memory' },
    ]);
  });
});

describe('a reference to a secret', () => {
  it.each([
    [
      'a value beside it',
      '{ secretRef: { name: db, key: a, value: hunter2 } }',
    ],
    ['a key beside it', '{ secretRef: { name: db, key: a }, value: hunter2 }'],
    ['a name that is no name', '{ secretRef: { name: Hunter 2, key: a } }'],
    [
      'a secret in the place of the key',
      '{ secretRef: { name: db, key: ghp_0123456789abcdefghijklmnopqrstuvwxyz } }',
    ],
  ])('with %s is refused, and the value is not repeated', (_, reference) => {
    const problems = problemsOf([`${GOOD}password: ${reference}`]);
    expect(problems).toMatchObject([{ code: 'secret-value' }]);
    expect(JSON.stringify(problems)).not.toMatch(/hunter2|ghp_/i);
  });
});

describe('a value looks like a secret', () => {
  it.each([
    ['an access key of AWS', 'AKIAIOSFODNN7EXAMPLE'],
    ['an address with a password', 'postgres://app:hunter2@db:5432/app'],
    ['a private key', '-----BEGIN RSA PRIVATE KEY-----'],
    ['a random key', 'q8Zx1Lw0VbT5rYk3Hn7Jd2Mf9Gs4Pa6C'],
  ])('when it is %s', (likeness, value) => {
    expect(secretLikeness(value, ['note'])).toBe(likeness);
  });

  it.each([
    'https://shop.example.org/orders?page=2',
    'docker.io/library/postgres:18.6-trixie',
    'The quick brown fox jumps over the lazy dog 12',
    'production-eu-central-1-checkout-service',
    '0123456789012345678901234567890',
  ])('and not when it is %s', value => {
    expect(secretLikeness(value, ['note'])).toBeUndefined();
  });

  it.each(['password', 'db_password', 'dbPassword', 'api-key', 'apiKey'])(
    'when its key is %s, whatever it holds',
    key => {
      fc.assert(
        fc.property(fc.string({ minLength: 1 }), value => {
          expect(secretLikeness(value, ['settings', key])).toBeDefined();
        }),
      );
    },
  );

  it.each(['tokenizer', 'keyboard', 'author'])(
    'and not for the key %s',
    key => {
      expect(secretLikeness('orders', [key])).toBeUndefined();
    },
  );
});
