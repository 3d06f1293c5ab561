import { ParameterBounds } from '../annotations/parameterSchemas';
import { JsonValue } from '../json';
import { isWithin } from './isWithin';

describe('isWithin', () => {
  it.each<[JsonValue, ParameterBounds, boolean]>([
    [3, { minimum: 1, maximum: 3 }, true],
    [4, { minimum: 1, maximum: 3 }, false],
    ['1Gi', { maximum: '1024Mi' }, true],
    ['1025Mi', { maximum: '1Gi' }, false],
    ['1', { minimum: '1000m', maximum: '1000m' }, true],
    ['a', { enum: ['a', 'b'] }, true],
    ['c', { enum: ['a', 'b'] }, false],
    ['registry/app:1', { startsWith: ['registry/'] }, true],
    ['other/app:1', { startsWith: ['registry/'] }, false],
    [{ a: 1 }, { any: true }, true],
    [{ a: 1 }, { maximum: 1 }, false],
    ['much', { maximum: '1Gi' }, false],
    [1, {}, false],
    [5, { any: true, maximum: 4 }, false],
  ])('judges %j against %j as %s', (value, bounds, expected) => {
    expect(isWithin(value, bounds)).toBe(expected);
  });
});
