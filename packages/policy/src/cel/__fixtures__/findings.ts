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
];
