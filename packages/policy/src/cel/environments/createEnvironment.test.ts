import type { Library } from '../library/library';
import { types } from '../types/celType';
import { createEnvironment, extendEnvironment } from './createEnvironment';

const library: Library = { name: 'one' };

describe('createEnvironment', () => {
  it('has the options of the standard environment unless told otherwise', () => {
    expect(
      createEnvironment({ name: 'a', options: { optionalSyntax: false } })
        .options,
    ).toMatchObject({
      optionalSyntax: false,
      backquotedFields: true,
      mixedNumericComparison: false,
      mixedAggregateLiterals: true,
    });
  });

  it('gives equal content equal digests, and different content different ones', () => {
    const variables = { x: { type: types.int } };
    const digest = createEnvironment({
      name: 'a',
      libraries: [library],
      variables,
    }).digest;
    expect(
      createEnvironment({ name: 'a', libraries: [library], variables }).digest,
    ).toBe(digest);
    expect(
      createEnvironment({
        name: 'a',
        libraries: [{ name: 'one' }],
        variables,
      }).digest,
    ).not.toBe(digest);
    expect(
      createEnvironment({
        name: 'a',
        libraries: [library],
        variables: { x: { type: types.string } },
      }).digest,
    ).not.toBe(digest);
  });

  it('extends without changing what was there', () => {
    const base = createEnvironment({
      name: 'a',
      libraries: [library],
      variables: { x: { type: types.int }, y: { type: types.int } },
    });
    const extended = extendEnvironment(base, {
      name: 'b',
      variables: { x: { type: types.string } },
      container: 'c',
    });
    expect(extended.name).toBe('b');
    expect(extended.libraries).toEqual([library]);
    expect([...extended.variables]).toEqual([
      ['x', { type: types.string }],
      ['y', { type: types.int }],
    ]);
    expect(base.variables.get('x')).toEqual({ type: types.int });
    expect(base.container).toBe('');
  });
});
