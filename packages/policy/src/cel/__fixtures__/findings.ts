/** What the comparison with cel-go once found to differ, kept as cases: expression, and the text of its type or value. */
export interface Finding {
  readonly expression: string;
  readonly type: string;
  /** As `oracleText` writes it; undefined when there is no value. */
  readonly value?: string;
}

/** In cel-go's standard environment. */
export const findings: readonly Finding[] = [
  // The order of overloads decides the type when arguments' types are unknown.
  { expression: "[].first().value() - {}['a']", type: 'double' },
  { expression: "[][5] + duration('1s')", type: 'duration' },
  // An optional without a value is no zero.
  {
    expression: 'optional.ofNonZeroValue(optional.none())',
    type: 'optional_type(optional_type(dyn))',
    value: '{"$optional":[{"$optional":[]}]}',
  },
  // null fits a timestamp when checking, and is none when running.
  { expression: 'timestamp(null)', type: 'timestamp' },
  // A type variable that becomes more general later does so inside of what it is part of, too.
  {
    expression:
      '[true].map(b, b ? [[optional.of(dyn(1))]] : [[optional.none(), optional.of([1])]])',
    type: 'list(list(list(optional_type(dyn))))',
    value: '[[[{"$optional":[1]}]]]',
  },
  // Overloads that answer the same unknown type leave it unknown.
  { expression: 'dyn(1).flatten().sortBy(i, 1)', type: 'list(dyn)' },
  // Keys that can be none of a list or map are errors, also where a value is optional.
  { expression: "{'a': 1}[?dyn([1])]", type: 'optional_type(int)' },
  // The zone database's names have a case.
  {
    expression: "timestamp('2026-01-01T00:00:00Z').getHours('europe/berlin')",
    type: 'int',
  },
  {
    expression:
      "timestamp('2026-01-01T00:00:00Z').getHours('AMERICA/ST_JOHNS')",
    type: 'int',
  },
  {
    expression: "timestamp('2026-01-01T00:00:00Z').getHours('PST')",
    type: 'int',
  },
  {
    expression: "timestamp('2026-01-01T00:00:00Z').getHours('US/Pacific')",
    type: 'int',
    value: '16',
  },
  {
    expression:
      "timestamp('2026-01-01T00:00:00Z').getHours('America/Port-au-Prince')",
    type: 'int',
    value: '19',
  },
  // The text of a timestamp keeps the offset that it was written with.
  {
    expression:
      "string(timestamp('2024-02-29T12:00:00+05:30') - duration('1h'))",
    type: 'string',
    value: '"2024-02-29T11:00:00+05:30"',
  },
  {
    expression: "timestamp('2024-02-29T12:00:00+05:30').getHours()",
    type: 'int',
    value: '6',
  },
  // JSON has no absent value, and its keys are what numbers are as values.
  { expression: 'json.encode([optional.none()])', type: 'string' },
  {
    expression: 'json.encode({3u: 4})',
    type: 'string',
    value: '"{\\"3\\":4}"',
  },
  {
    expression: 'json.encode({9223372036854775807: 1})',
    type: 'string',
    value: JSON.stringify('{"\\"9223372036854775807\\"":1}'),
  },
  // What the checker found to be one type can be another when running: functions of the standard library go by the value.
  {
    expression:
      "size(optional.of(optional.of({'a': 1})).orValue(dyn(1)).value())",
    type: 'int',
    value: '1',
  },
  // Of a list that was dyn, the first item tells whether it is one of the right type.
  { expression: "(dyn([1]) + ['a']).join()", type: 'string' },
  { expression: 'dyn([1, 2]).flatten()', type: 'list(dyn)', value: '[1,2]' },
  // Nothing is in an absent value, whatever the index.
  {
    expression: 'optional.none()[?1 / 0]',
    type: 'optional_type(dyn)',
    value: '{"$optional":[]}',
  },
  // Conversions go by the overload that the checker found.
  {
    expression: "int(optional.of(optional.of('12')).orValue(dyn(1)).value())",
    type: 'int',
  },
  // A number that is no int is no index that a list lacks.
  {
    expression: '[1][?dyn(18446744073709551615u)]',
    type: 'optional_type(int)',
  },
  { expression: '[1][?dyn(1e19)]', type: 'optional_type(int)' },
];
