import { parseManifests } from './parseManifests';

const CONFIG = 'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: a }\n';

describe('parseManifests', () => {
  it('reads several documents, and passes over empty ones', () => {
    expect(
      parseManifests(`---\n${CONFIG}---\n# nothing\n---\n${CONFIG}`),
    ).toEqual({
      type: 'parsed',
      objects: [
        expect.objectContaining({ kind: 'ConfigMap' }),
        expect.objectContaining({ kind: 'ConfigMap' }),
      ],
    });
  });

  it('reads JSON', () => {
    const json = '{"apiVersion":"v1","kind":"Pod","metadata":{"name":"a"}}';
    expect(parseManifests(json).type).toBe('parsed');
  });

  it('names every error with its document', () => {
    const text = [
      CONFIG,
      'kind: ConfigMap\nmetadata: {}',
      'a: [1, 2',
      'just text',
      'a: 1\na: 2',
    ].join('\n---\n');
    expect(parseManifests(text)).toEqual({
      type: 'invalid',
      problems: [
        expect.stringMatching(/^Document 2: apiVersion: /),
        expect.stringMatching(/^Document 2: metadata\.name: /),
        expect.stringMatching(/^Document 3: /),
        expect.stringMatching(/^Document 4: it: /),
        expect.stringMatching(/^Document 5: Map keys must be unique/),
      ],
    });
  });

  it('refuses a document that unfolds without end', () => {
    const bomb = [
      'a: &a [x, x, x, x, x, x, x, x, x, x]',
      ...'bcdefgh'
        .split('')
        .map(
          (name, index) =>
            `${name}: &${name} [${Array(10)
              .fill(`*${'abcdefgh'[index]}`)
              .join(', ')}]`,
        ),
    ].join('\n');
    expect(parseManifests(bomb)).toMatchObject({
      type: 'invalid',
      problems: [expect.stringMatching(/^Document 1: /)],
    });
  });

  it.each([
    ['more documents than one change may have', '---\na: 1\n'.repeat(101)],
    ['documents without end', '---\n'.repeat(200_000)],
  ])('refuses %s', (_, text) => {
    expect(parseManifests(text)).toEqual({
      type: 'invalid',
      problems: [
        expect.stringMatching(/^It has \d+ documents, more than 100\./),
      ],
    });
  });

  it.each([
    ['in lists', `a: ${'['.repeat(50_000)}`],
    ['in mappings', `${'{"a":'.repeat(50_000)}1${'}'.repeat(50_000)}`],
    ['by indentation', `${'- '.repeat(50_000)}x`],
  ])('refuses a document that is too deep, %s', (_, text) => {
    expect(parseManifests(text)).toMatchObject({
      type: 'invalid',
      problems: [expect.stringMatching(/^Document 1: /)],
    });
  });

  it('does not compare each key of a large object with every other, and finds the one that is there twice', () => {
    const keys = Array.from(
      { length: 120_000 },
      (_, index) => `  k${index}: x`,
    );
    const large = `${CONFIG}data:\n${keys.join('\n')}`;
    const before = process.cpuUsage();
    expect(parseManifests(large).type).toBe('parsed');
    expect(parseManifests(`${large}\n  k7: y`)).toEqual({
      type: 'invalid',
      problems: [
        "Document 1: Map keys must be unique, and 'k7' is there twice (line 120005, column 3)",
      ],
    });
    // This takes three; that, reckoned from 20 s for a third of them, some 180 s.
    const { user } = process.cpuUsage(before);
    expect(user / 1_000).toBeLessThan(60_000);
  });

  it('refuses a chart that was not rendered', () => {
    expect(
      parseManifests(
        'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: {{ .Release.Name }}\n',
      ),
    ).toMatchObject({
      type: 'invalid',
      problems: [expect.stringMatching(/^Document 1: metadata\.name: /)],
    });
  });

  it.each(['', '---\n', '# only a comment'])('says that %j has none', text => {
    expect(parseManifests(text)).toMatchObject({ type: 'invalid' });
  });
});
