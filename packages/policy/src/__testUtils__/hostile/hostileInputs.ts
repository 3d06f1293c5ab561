/** An input that is as bad as 64 KB can be. */
export interface HostileInput {
  readonly name: string;
  /** The expression, of at most so many characters where it can be as long as one likes. */
  readonly source: (size: number) => string;
  readonly x?: unknown;
}

/** What a source may have at most, and a little less. */
export const longest = 64_000;

/** A part as often as fits, with something between. */
function filled(size: number, part: string, between = ''): string {
  const count = Math.floor(
    (size + between.length) / (part.length + between.length),
  );
  return Array(count).fill(part).join(between);
}

/** The parts with the numbers from 0 on in them, as many as fit. */
function numbered(
  size: number,
  part: (n: number) => string,
  between: string,
): string {
  const parts: string[] = [];
  for (let length = 0; length < size; ) {
    const next = part(parts.length);
    length += next.length + between.length;
    parts.push(next);
  }
  return parts.slice(0, -1).join(between);
}

/** Nested as deep as may be, side by side until it is long enough. */
function nested(
  size: number,
  open: string,
  inside: string,
  close: string,
  depth: number,
): string {
  return filled(
    size,
    `${open.repeat(depth)}${inside}${close.repeat(depth)}`,
    ', ',
  );
}

const text = 'ab'.repeat(30_000);

/** Expressions, and texts that they go through. */
export const hostileInputs: readonly HostileInput[] = [
  {
    name: 'a chain of &&',
    source: size => filled(size, 'x == 1', ' && '),
    x: 1,
  },
  {
    name: 'a chain of ||',
    source: size => filled(size, 'x == 2', ' || '),
    x: 1,
  },
  { name: 'a sum', source: size => filled(size, 'x', ' + '), x: 1 },
  { name: 'a wide list', source: size => `[${filled(size, 'x', ', ')}]`, x: 1 },
  {
    name: 'a list of mismatches',
    source: size => `[${filled(size, "1 + 'a'", ', ')}]`,
  },
  {
    name: 'different mismatches',
    source: size => `[${numbered(size, n => `${n}+'${n}'`, ',')}]`,
  },
  {
    name: 'unknown names',
    source: size => numbered(size, n => `y${n}`, ' + '),
  },
  {
    name: 'unknown functions',
    source: size => numbered(size, n => `f${n}(x)`, ' + '),
  },
  {
    name: 'a map',
    source: size => `{${numbered(size, n => `${n}: x`, ', ')}}`,
    x: 1,
  },
  {
    name: 'empty lists compared',
    source: size => `[${filled(size, '[]+[]==[]', ',')}]`,
  },
  {
    name: 'lists of empty lists',
    source: size => `[${filled(size, '[[]]', ',')}]`,
  },
  {
    name: 'lists nested deep',
    source: size => `[${nested(size, '[', '', ']', 90)}]`,
  },
  {
    name: 'lists with empty ones, nested deep',
    source: size => `[${nested(size, '[', '[]', ', []]', 90)}]`,
  },
  {
    name: 'maps nested deep',
    source: size => `[${nested(size, '{1: ', '1', '}', 60)}]`,
  },
  {
    name: 'conditions',
    source: size => `[${filled(size, 'x == 1 ? 2 : 3', ', ')}]`,
    x: 1,
  },
  { name: 'calls', source: size => `[${filled(size, "size('a')", ', ')}]` },
  {
    name: 'conversions nested deep',
    source: size => `[${nested(size, 'string(', "''", ')', 60)}]`,
  },
  {
    name: 'macros',
    source: size => `[${filled(size, '[x].map(y, y)', ', ')}]`,
    x: 1,
  },
  {
    name: 'macros nested',
    source: size =>
      `[${filled(
        size,
        '[1].all(a, [1].all(b, [1].all(c, a + b + c > 0)))',
        ', ',
      )}]`,
  },
  {
    name: 'bindings of growing types',
    source: size =>
      `[${filled(
        size,
        'cel.bind(a, [1], cel.bind(b, [a, a], cel.bind(c, [b, b], c)))',
        ', ',
      )}]`,
  },
  {
    name: 'optional values',
    source: size => `[${filled(size, 'optional.of(x).orValue(1)', ', ')}]`,
    x: 1,
  },
  {
    name: 'strings with escapes',
    source: size => `'${filled(size, '\\u0041')}'.size()`,
  },
  { name: 'a name', source: size => 'x'.repeat(size) },
  { name: 'digits', source: size => '1'.repeat(size) },
  {
    name: 'parentheses',
    source: size => `${'('.repeat(size / 2)}1${')'.repeat(size / 2)}`,
  },
  { name: 'open parentheses', source: size => '('.repeat(size) },
  { name: 'find', source: () => "x.find('(.*?[cd]|e)')", x: text },
  {
    name: 'findAll of each letter',
    source: () => "x.findAll('[ab]').size()",
    x: text,
  },
  {
    name: 'findAll to the end',
    source: () => "x.findAll('(.*?[cd]|a)').size()",
    x: text,
  },
  {
    name: 'matches with choices',
    source: () => "x.matches('(.*)(.*)(.*)(.*)(.*)x')",
    x: text,
  },
  {
    name: 'matches of many counts',
    source: () => "x.matches('(a?){100}a{100}')",
    x: 'a'.repeat(longest),
  },
  { name: 'replace', source: () => "x.replace('a', 'b').size()", x: text },
  { name: 'split', source: () => "x.split('').size()", x: text },
  {
    name: 'a quantity',
    source: () => 'quantity(x).isInteger()',
    x: '9'.repeat(longest),
  },
  {
    name: 'a list sought',
    source: () => 'x.indexOf(x[x.size() - 1])',
    x: Array.from({ length: 16_000 }, (_, n) => n),
  },
  {
    name: 'distinct items',
    source: () => 'x.distinct().size()',
    x: Array.from({ length: 16_000 }, (_, n) => `${n}`),
  },
  {
    name: 'sorted items',
    source: () => 'x.sort().size()',
    x: Array.from({ length: 16_000 }, (_, n) => 16_000 - n),
  },
];
