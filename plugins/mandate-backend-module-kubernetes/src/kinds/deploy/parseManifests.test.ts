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

  it.each(['', '---\n', '# only a comment'])('says that %j has none', text => {
    expect(parseManifests(text)).toMatchObject({ type: 'invalid' });
  });
});
