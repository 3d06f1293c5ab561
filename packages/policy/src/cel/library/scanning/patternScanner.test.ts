import fc from 'fast-check';
import { RE2JS } from 're2js';
import { patternScanner } from './patternScanner';

const unit = fc.constantFrom(
  'a',
  'b',
  '-',
  '@',
  '0',
  '\\.',
  '/',
  '.',
  '\\d',
  '\\w',
  '[a-c]',
  '[a-z0-9-]',
  '[^@]',
  '[^a-c/]',
  '[A-Z_]',
  '[@.]',
);
const repetition = fc.constantFrom(
  '',
  '',
  '?',
  '*',
  '+',
  '{2}',
  '{0,2}',
  '{1,}',
);
const repeatedUnit = fc
  .tuple(unit, repetition)
  .map(([one, times]) => one + times);
const sequence = fc
  .array(repeatedUnit, { minLength: 1, maxLength: 4 })
  .map(parts => parts.join(''));
const group = fc
  .tuple(fc.constantFrom('(', '(?:'), sequence)
  .map(([open, inner]) => `${open}${inner})?`);
const pattern = fc
  .tuple(
    fc.array(fc.oneof({ weight: 4, arbitrary: repeatedUnit }, group), {
      maxLength: 5,
    }),
    fc.constantFrom('$', '$', ''),
  )
  .map(([parts, end]) => `^${parts.join('')}${end}`);
const text = fc
  .array(
    fc.constantFrom(
      'a',
      'b',
      'c',
      'z',
      '-',
      '@',
      '0',
      '9',
      '.',
      '/',
      'Z',
      '_',
      '\n',
      'é',
      '😀',
      '\ud83d',
    ),
    { maxLength: 8 },
  )
  .map(units => units.join(''));

describe('a pattern scanner', () => {
  it('answers as RE2 does', () => {
    let scanned = 0;
    fc.assert(
      fc.property(
        pattern,
        fc.array(text, { minLength: 5, maxLength: 20 }),
        (source, texts) => {
          const scanner = patternScanner(source);
          if (scanner === undefined) {
            return;
          }
          scanned += 1;
          const compiled = RE2JS.compile(source);
          for (const one of texts) {
            expect([source, one, scanner(one)]).toEqual([
              source,
              one,
              compiled.test(one),
            ]);
          }
        },
      ),
      { numRuns: 5_000 },
    );
    expect(scanned).toBeGreaterThan(1_000);
  });

  it.each([
    ['^[a-z0-9-]+$', 'web-1', 'web_1'],
    ['^[a-z][a-z0-9-]{0,50}$', 'settings', '1st'],
    ['^registry\\.io/', 'registry.io/a', 'registryxio/a'],
    ['^v?[0-9]+$', 'v12', 'v1.2'],
    ['^[^@]+(@sha256:[a-f0-9]{4})?$', 'web:1@sha256:00ff', 'web:1@sha256:00f'],
  ])('knows %s', (source, matching, other) => {
    const scanner = patternScanner(source);
    expect(scanner?.(matching)).toBe(true);
    expect(scanner?.(other)).toBe(false);
  });

  it.each([
    'a',
    '^a*a$',
    '^(a|b)$',
    '^(a)*$',
    '^a$|b',
    '^(?i)a$',
    '^a+?b$',
    '^[^@]{3}$',
    '^\\bweb$',
    '^[[:alpha:]]$',
    '^é$',
    '^a{,2}$',
  ])('leaves %s to RE2', source => {
    expect(patternScanner(source)).toBeUndefined();
  });
});
