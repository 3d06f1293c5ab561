import { stringify } from 'yaml';
import { templateText } from './__testUtils__/document';
import { libraryTemplate, parsed } from './__testUtils__/library';
import { templateDigest } from './templateDigest';

describe('templateDigest', () => {
  it('is sha256 of the canonical JSON', () => {
    // Made outside this package: printf of the canonical JSON piped to sha256sum.
    expect(templateDigest({ document: { b: [1, 'ä'], a: null } })).toBe(
      'sha256:5d4c789751acdad9ba305072d1a6ccdc5864fd7c7a1bcc0f38a794e5a4417e02',
    );
  });

  it('does not depend on comments, quotes or the order of keys', () => {
    const template = libraryTemplate('web-service');
    const reversed = stringify(reverseKeys(template.document));
    expect(templateDigest(parsed(`# other\n${reversed}`))).toBe(
      templateDigest(template),
    );
  });

  it('changes with any value, our annotations included', () => {
    const text = templateText();
    expect(templateDigest(parsed(text))).not.toBe(
      templateDigest(parsed(text.replace('title: Example', 'title: Other'))),
    );
  });
});

function reverseKeys(value: unknown): unknown {
  if (Array.isArray(value)) {
    return value.map(reverseKeys);
  }
  return typeof value === 'object' && value !== null
    ? Object.fromEntries(
        Object.entries(value)
          .reverse()
          .map(([key, field]) => [key, reverseKeys(field)]),
      )
    : value;
}
