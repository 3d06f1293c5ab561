import { nodeAt, plainValue } from './locatedNode';
import { readLayer } from './readLayer';

const file = {
  level: 'service' as const,
  path: 'services/checkout.yaml',
  commit: 'aaaa',
  author: 'ann',
};

function problemsOf(text: string) {
  const result = readLayer({ ...file, text });
  return result.ok ? [] : result.problems;
}

describe('a file of configuration', () => {
  it('is read with the place of every value, and who changed its line', () => {
    const result = readLayer({
      ...file,
      text: 'log:\n  level: debug\npools:\n  - size: 3\n',
      lines: new Map([[2, { commit: 'bbbb', author: 'bob' }]]),
    });
    if (!result.ok) {
      throw new Error(result.problems[0].message);
    }
    const { root } = result.layer;
    expect(plainValue(root)).toEqual({
      log: { level: 'debug' },
      pools: [{ size: 3 }],
    });
    expect(nodeAt(root, ['log', 'level']).origin).toEqual({
      level: 'service',
      file: 'services/checkout.yaml',
      line: 2,
      column: 10,
      commit: 'bbbb',
      author: 'bob',
    });
    expect(nodeAt(root, ['pools', 0, 'size']).origin).toMatchObject({
      line: 4,
      commit: 'aaaa',
    });
  });

  it('may be empty', () => {
    expect(problemsOf('')).toEqual([]);
    expect(problemsOf('# Nothing yet\n')).toEqual([]);
  });

  it.each([
    ['is no YAML', 'a: [1', /not valid YAML/, 1],
    ['has a key twice', 'a: 1\na: 2', /not valid YAML/, 2],
    ['is a list', '- 1', /is a mapping/, 1],
    [
      'has aliases, which could grow without bound',
      'a: &x [1]\nb: *x',
      /Aliases/,
      2,
    ],
    [
      'has a value without a form in JSON',
      'a:\n  b: .nan',
      /no form in JSON/,
      2,
    ],
    ['would reach the prototype', '__proto__: { a: 1 }', /Keys/, 1],
  ])('is refused when it %s, with the line', (_, text, message, line) => {
    expect(problemsOf(text)).toEqual(
      expect.arrayContaining([
        expect.objectContaining({
          code: 'invalid-yaml',
          message: expect.stringMatching(message),
          origin: expect.objectContaining({ line }),
        }),
      ]),
    );
  });

  it('is refused when it is larger than a million characters, before any of it is read', () => {
    // No YAML at all, which only who reads it would find out.
    expect(problemsOf('{'.repeat(5_000_000))).toMatchObject([
      {
        code: 'too-large',
        message: expect.stringContaining('has 5000000 characters'),
      },
    ]);
  });

  it('is refused when it nests too deeply, without running out of stack', () => {
    expect(problemsOf(`a: ${'['.repeat(100)}${']'.repeat(100)}`)).toMatchObject(
      [{ message: expect.stringContaining('64 deep') }],
    );
  });
});
