import fc from 'fast-check';
import { types } from '../cel/types/celType';
import type { CelType } from '../cel/types/celType';

/** The variables that random sources use. */
export const sourceVariables: Readonly<Record<string, CelType>> = {
  flag: types.bool,
  count: types.int,
  share: types.double,
  name: types.string,
  counts: types.list(types.int),
  shares: types.list(types.double),
  limits: types.map(types.string, types.int),
  since: types.timestamp,
  wait: types.duration,
  any: types.dyn,
};

/** Values for them as JSON has them: whole numbers where doubles are declared, times as text, `any` of every kind. */
export const sourceInputs = fc.record({
  flag: fc.boolean(),
  count: fc.integer({ min: -3, max: 3 }),
  share: fc.constantFrom(0, 1, -2, 0.5, 2.25),
  name: fc.constantFrom('', 'a', 'ab', 'b', 'ä', '😀b'),
  counts: fc.array(fc.integer({ min: -2, max: 3 }), { maxLength: 4 }),
  shares: fc.array(fc.constantFrom(0, 1, 0.5), { maxLength: 3 }),
  limits: fc.dictionary(
    fc.constantFrom('a', 'b', 'ab'),
    fc.integer({ min: 0, max: 3 }),
  ),
  since: fc.constantFrom('2024-02-29T23:59:59.5Z', '2026-01-01T00:00:00+01:00'),
  wait: fc.constantFrom('90s', '-1h30m', '0s'),
  any: fc.oneof(
    fc.boolean(),
    fc.constantFrom(null, 0, 1, 1.5, 'a', 'ab'),
    fc.array(fc.constantFrom(1, 'a', true, null), { maxLength: 3 }),
    fc.dictionary(fc.constantFrom('a', 'b'), fc.constantFrom(1, 'b', [1])),
  ),
});

/** Source texts by type. They check, but for parts of type `dyn` that turn out otherwise; they fail now and then. */
export const typedSource = fc.letrec<{
  bool: string;
  int: string;
  double: string;
  string: string;
  ints: string;
  map: string;
  dyn: string;
}>(tie => {
  const bool = tie('bool');
  const int = tie('int');
  const double = tie('double');
  const string = tie('string');
  const ints = tie('ints');
  const map = tie('map');
  const dyn = tie('dyn');
  const text = (
    parts: readonly fc.Arbitrary<string>[],
    write: (...texts: string[]) => string,
  ) => fc.tuple(...parts).map(texts => write(...texts));
  const oneOf = (leaf: string[], ...others: fc.Arbitrary<string>[]) =>
    fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      fc.constantFrom(...leaf),
      ...others,
    );
  const ordering = fc.constantFrom('<', '<=', '>', '>=', '==', '!=');
  return {
    bool: oneOf(
      ['true', 'false', 'flag', '1/0 > 0'],
      text(
        [bool, fc.constantFrom('&&', '||'), bool],
        (a, op, b) => `(${a} ${op} ${b})`,
      ),
      text([bool], a => `!(${a})`),
      text([bool, bool, bool], (a, b, c) => `(${a} ? ${b} : ${c})`),
      text([int, ordering, int], (a, op, b) => `(${a} ${op} ${b})`),
      text([double, ordering, double], (a, op, b) => `(${a} ${op} ${b})`),
      text([string, ordering, string], (a, op, b) => `(${a} ${op} ${b})`),
      text(
        [dyn, fc.constantFrom('==', '!='), dyn],
        (a, op, b) => `(dyn(${a}) ${op} dyn(${b}))`,
      ),
      text([int, ints], (a, b) => `(${a} in ${b})`),
      text([int], a => `(${a} in [1, 2])`),
      text([string], a => `(${a} in ['a', 'ab', 'b'])`),
      text([string, map], (a, b) => `(${a} in ${b})`),
      text(
        [fc.constantFrom('all', 'exists', 'exists_one'), ints, bool, int],
        (q, l, p, n) => `${l}.${q}(i, i > ${n} || ${p})`,
      ),
      text(
        [fc.constantFrom('all', 'exists', 'exists_one'), ints, int],
        (q, l, n) => `${l}.${q}(i, ${n} / i == 1)`,
      ),
      text(
        [fc.constantFrom('all', 'exists', 'existsOne'), map, int],
        (q, m, n) => `${m}.${q}(k, v, v == ${n} && k != 'b')`,
      ),
      text([map, string], (m, s) => `${m}.exists(k, k == ${s})`),
      text([string, string], (a, b) => `${a}.startsWith(${b})`),
      text([string], a => `${a}.matches('^a?b$')`),
      text([string, string], (a, b) => `${a}.matches(${b})`),
      text([map, fc.constantFrom('a', 'zz')], (m, f) => `has(${m}.${f})`),
      fc.constantFrom(
        'has(any.a)',
        "any == 'a'",
        'any',
        'wait > duration("1m")',
        'since.getMonth() == 1',
      ),
    ),
    int: oneOf(
      ['0', '1', '-2', '7', 'count', '9223372036854775807'],
      text(
        [int, fc.constantFrom('+', '-', '*', '/', '%'), int],
        (a, op, b) => `(${a} ${op} ${b})`,
      ),
      text([int], a => `-(${a})`),
      text([bool, int, int], (a, b, c) => `(${a} ? ${b} : ${c})`),
      text([ints], a => `size(${a})`),
      text([map], a => `${a}.size()`),
      text([string], a => `size(${a})`),
      text([ints, int], (a, b) => `${a}[${b}]`),
      text([map, fc.constantFrom('a', 'b')], (m, f) => `${m}.${f}`),
      text([map, string], (m, k) => `${m}[${k}]`),
      text([map, string, int], (m, k, d) => `${m}[?${k}].orValue(${d})`),
      text([map, int], (m, d) => `${m}.?a.optMap(x, x + ${d}).orValue(${d})`),
      text([double], a => `int(${a})`),
      text([string], a => `int(${a})`),
      text([int, int], (a, b) => `cel.bind(x, ${a}, x + ${b} + x)`),
      fc.constantFrom(
        'since.getDayOfYear()',
        'wait.getMinutes()',
        'any',
        'any.a',
        'any[0]',
      ),
    ),
    double: oneOf(
      ['0.0', '1.5', 'share', 'double("x")'],
      text(
        [double, fc.constantFrom('+', '-', '*', '/'), double],
        (a, op, b) => `(${a} ${op} ${b})`,
      ),
      text([int], a => `double(${a})`),
      text([int], a => `shares[${a}]`),
      fc.constant('shares.filter(d, d > 0.1)[0]'),
    ),
    string: oneOf(
      ["''", "'a'", "'ab'", 'name'],
      text([string, string], (a, b) => `(${a} + ${b})`),
      text([int], a => `string(${a})`),
      text([double], a => `string(${a})`),
      text([bool, string, string], (a, b, c) => `(${a} ? ${b} : ${c})`),
      fc.constantFrom('string(since)', 'string(wait)', 'any'),
    ),
    ints: oneOf(
      ['[]', '[1, 2, 3]', 'counts'],
      text([int, int], (a, b) => `[${a}, ${b}]`),
      text([ints, ints], (a, b) => `(${a} + ${b})`),
      text([ints, int], (a, b) => `${a}.map(i, i * ${b})`),
      text(
        [ints, bool, int],
        (a, b, c) => `${a}.map(i, i > 1 || ${b}, i - ${c})`,
      ),
      text([ints, int], (a, b) => `${a}.filter(i, i != ${b})`),
      text(
        [ints, int],
        (a, b) => `${a}.transformList(i, v, v > 0, i + v + ${b})`,
      ),
      text(
        [ints, ints],
        (a, b) => `${a}.map(i, ${b}.exists(j, i == j) ? 1 : 0)`,
      ),
    ),
    map: oneOf(
      ['{}', "{'a': 1, 'b': 2}", 'limits'],
      text([string, int], (a, b) => `{${a}: ${b}, 'q': 1}`),
      text([map, int], (a, b) => `${a}.transformMap(k, v, v > 0, v + ${b})`),
    ),
    dyn: fc.oneof(
      bool,
      int,
      double,
      string,
      ints,
      map,
      fc.constantFrom('any', 'null', '1u', 'since', 'wait'),
    ),
  };
});
