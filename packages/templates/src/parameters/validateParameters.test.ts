import fc from 'fast-check';
import { JsonObject } from '../json';
import { templateText } from '../__testUtils__/document';
import {
  LIBRARY_NAMES,
  libraryTemplate,
  parsed,
} from '../__testUtils__/library';
import { allowedValues } from '../__testUtils__/parameterValues';
import { validateParameters } from './validateParameters';

function validate(parameters: string, values: JsonObject) {
  return validateParameters(parsed(templateText({ parameters })), values);
}

const ALL = `name: string | required=true minLength=2 maxLength=4 pattern="^[a-z]+$"
size: string | enum="small,large" default="small"
count: integer | minimum=1 maximum=3 default=2
share: float | minimum=0 maximum=1
fast: boolean | default=true
tags: "[]string | minItems=1 maxItems=2 uniqueItems=true"
labels: map[string]integer
limits:
  cpu: string | default="1"
  memory: string
free: object`;

describe('validateParameters', () => {
  it('fills in defaults, those of nested objects included, and sorts keys', () => {
    const result = validate(ALL, { name: 'abc', labels: { b: 1, a: 2 } });
    expect(JSON.stringify(result.ok && result.value)).toBe(
      '{"count":2,"fast":true,"labels":{"a":2,"b":1},"limits":{"cpu":"1"},"name":"abc","size":"small"}',
    );
  });

  it.each<[string, JsonObject, string, RegExp]>([
    ['a missing value', {}, 'name', /required/],
    ['an unknown parameter', { name: 'abc', nam: 'x' }, 'nam', /no parameter/],
    ['the wrong type', { name: 3 }, 'name', /must be a text, not 3/],
    ['a short text', { name: 'a' }, 'name', /At least 2/],
    ['a long text', { name: 'abcde' }, 'name', /At most 4/],
    ['a text of another pattern', { name: 'AB' }, 'name', /pattern/],
    [
      'a value that is no choice',
      { name: 'abc', size: 'x' },
      'size',
      /none of/,
    ],
    ['a number below', { name: 'abc', count: 0 }, 'count', /below/],
    ['a number above', { name: 'abc', count: 4 }, 'count', /above/],
    ['a fraction', { name: 'abc', count: 1.5 }, 'count', /whole/],
    ['a text for a number', { name: 'abc', share: '1' }, 'share', /number/],
    ['a number for a truth', { name: 'abc', fast: 1 }, 'fast', /true or false/],
    ['too few items', { name: 'abc', tags: [] }, 'tags', /At least 1/],
    [
      'too many items',
      { name: 'abc', tags: ['a', 'b', 'c'] },
      'tags',
      /At most 2/,
    ],
    ['equal items', { name: 'abc', tags: ['a', 'a'] }, 'tags', /No two/],
    ['a wrong item', { name: 'abc', tags: [1] }, 'tags[0]', /text/],
    [
      'a wrong entry',
      { name: 'abc', labels: { 'a.b': 'x' } },
      'labels["a.b"]',
      /number/,
    ],
    [
      'a wrong nested field',
      { name: 'abc', limits: { cpu: 1 } },
      'limits.cpu',
      /text/,
    ],
    ['a list for an object', { name: 'abc', limits: [] }, 'limits', /object/],
    ['null without a default', { name: 'abc', share: null }, 'share', /null/],
  ])('refuses %s and names its path', (_title, values, path, message) => {
    expect(validate(ALL, values)).toEqual({
      ok: false,
      problems: [{ path, message: expect.stringMatching(message) }],
    });
  });

  it('reports every problem at once', () => {
    const result = validate(ALL, { count: 9, size: 'x' });
    expect(!result.ok && result.problems.map(({ path }) => path)).toEqual([
      'name',
      'count',
      'size',
    ]);
  });

  it('takes null for absent where there is a default, as the API server does', () => {
    expect(validate('count: integer | default=2', { count: null })).toEqual({
      ok: true,
      value: { count: 2 },
    });
  });

  it('counts code points and not UTF-16 units', () => {
    expect(validate('face: string | maxLength=1', { face: '😀' }).ok).toBe(
      true,
    );
  });

  it('takes names of the prototype as ordinary keys', () => {
    const values = JSON.parse('{"labels":{"__proto__":1,"constructor":2}}');
    const result = validate('labels: map[string]integer', values);
    expect(JSON.stringify(result.ok && result.value)).toBe(
      '{"labels":{"__proto__":1,"constructor":2}}',
    );
    expect(validate('count: integer', JSON.parse('{"constructor":1}')).ok).toBe(
      false,
    );
  });

  it('changes nothing when what it answered is validated again', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          ...LIBRARY_NAMES.map(libraryTemplate).map(template =>
            fc.tuple(fc.constant(template), allowedValues(template.parameters)),
          ),
        ),
        ([template, values]) => {
          // safety: the parameters are an object
          const once = validateParameters(template, values as JsonObject);
          expect(once.ok && validateParameters(template, once.value)).toEqual(
            once,
          );
        },
      ),
      { numRuns: 50 },
    );
  });
});
