/** An expression that is short, and whose evaluation grows beyond all bounds. */
export interface ExplodingEvaluation {
  readonly name: string;
  readonly source: string;
  readonly x?: unknown;
}

const numbers = (count: number) => Array.from({ length: count }, (_, n) => n);
const words = (count: number) => numbers(count).map(n => `word-${n % 97}`);

/** A step applied to a value again and again, each result the value of the next. */
function growing(value: string, step: string, times = 12): string {
  let source = value;
  for (let time = 0; time < times; time += 1) {
    source = `[${source}].map(a, ${step})[0]`;
  }
  return source;
}

/** Something done so often as three loops over a list within each other run. */
function inLoops(body: string): string {
  return `x.all(i, x.all(j, x.all(k, ${body})))`;
}

const text = "'abcdefghij'";
const list = '[1, 2, 3, 4, 5]';
const longText = 'lorem ipsum '.repeat(5_000);

/** Each of them is stopped, or has a value at little cost because what it makes cannot grow. */
export const explodingEvaluations: readonly ExplodingEvaluation[] = [
  { name: 'sums in loops', source: inLoops('i + j + k >= 0'), x: numbers(300) },
  { name: 'texts in loops', source: inLoops("i + j + k != ''"), x: words(300) },
  {
    name: 'lists in loops',
    source: inLoops('[i, j, k] != []'),
    x: numbers(300),
  },
  { name: 'maps in loops', source: inLoops('{i: j} != {}'), x: numbers(300) },
  {
    name: 'conversions in loops',
    source: inLoops("string(i) != 'a'"),
    x: numbers(300),
  },
  {
    name: 'times in loops',
    source: inLoops(
      "timestamp('2026-01-01T00:00:00Z') + duration('1h') > timestamp(i)",
    ),
    x: numbers(300),
  },
  {
    name: 'patterns in loops',
    source: inLoops("i.matches('^[a-z]+-[0-9]*$')"),
    x: words(300),
  },
  {
    name: 'new patterns in loops',
    source: inLoops("'a'.matches(i + j + k) || true"),
    x: words(300),
  },
  {
    name: 'failures in loops',
    source: inLoops('1 / 0 == i || true'),
    x: numbers(300),
  },
  {
    name: 'membership in loops',
    source: inLoops('!(-1 in x)'),
    x: numbers(300),
  },
  {
    name: 'existence in loops',
    source: 'x.all(i, x.exists_one(j, x.exists_one(k, k == j) && i == j))',
    x: numbers(300),
  },
  {
    name: 'filters in loops',
    source: inLoops('x.filter(m, m < 0) == []'),
    x: numbers(300),
  },
  {
    name: 'optionals in loops',
    source: inLoops('optional.of(i).orValue(j) >= 0'),
    x: numbers(300),
  },
  {
    name: 'comparisons of lists',
    source: 'x.all(i, x.all(j, x == x + []))',
    x: numbers(300),
  },
  {
    name: 'comparisons of texts',
    source: 'x.all(i, x.all(j, i == j))',
    x: numbers(60).map(() => longText),
  },
  {
    name: 'searches in loops',
    source: 'x.all(i, x.all(j, i.contains(j)))',
    x: numbers(60).map(n => `${longText}${n}`),
  },
  { name: 'lists doubled', source: growing(list, 'a + a', 24) },
  { name: 'texts doubled', source: growing(text, 'a + a', 30) },
  { name: 'bytes doubled', source: growing("b'abcdefghij'", 'a + a', 30) },
  { name: 'lists of lists', source: growing(list, '[a, a, a, a]', 20) },
  { name: 'maps of maps', source: growing(list, "{'a': a, 'b': a}", 20) },
  { name: 'lists mapped', source: growing(list, 'a.map(b, [b, b, b])', 12) },
  {
    name: 'lists of lists compared',
    source: `[${growing(list, '[a, a, a, a]', 20)}].all(c, c == c + [])`,
  },
  {
    name: 'lists of lists written',
    source: `[${growing(list, '[a, a, a, a]', 20)}].map(c, '%s'.format([c]))`,
  },
  {
    name: 'maps of maps written',
    source: `[${growing(
      list,
      "{'a': a, 'b': a}",
      20,
    )}].map(c, '%s'.format([c]))`,
  },
  {
    name: 'lists of lists sought',
    source: `[${growing(
      list,
      '[a, a, a, a]',
      20,
    )}].map(c, [c].indexOf(c + []))`,
  },
  {
    name: 'lists of empty texts sought',
    source: `[${growing(
      "['']",
      'a + a',
      16,
    )}].map(c, c.map(d, c.indexOf('x')))`,
  },
  {
    name: 'lists of lists made distinct',
    source: `[${growing(
      list,
      '[a, a, a, a]',
      20,
    )}].map(c, [c, c + []].distinct())`,
  },
  {
    name: 'lists of lists as sets',
    source: `[${growing(
      list,
      '[a, a, a, a]',
      20,
    )}].map(c, sets.contains([c], [c + []]))`,
  },
  {
    name: 'lists of lists flattened',
    source: `[${growing(list, '[a, a, a, a]', 20)}].map(c, c.flatten(20))`,
  },
  { name: 'lists joined', source: growing(text, '[a, a, a, a].join(a)') },
  { name: 'texts replaced', source: growing(text, "a.replace('', a)") },
  {
    name: 'texts replaced in each place',
    source: growing(text, "a.replace('a', a + a)"),
  },
  {
    name: 'texts written',
    source: growing(text, "'%s%s%s%s'.format([a, a, a, a])"),
  },
  {
    name: 'texts quoted',
    source: growing(text, 'strings.quote(a) + strings.quote(a)'),
  },
  {
    name: 'texts split',
    source: growing(text, "a.replace('', '--').split('').join('..')"),
  },
  {
    name: 'texts split and split',
    source: "x.split('').map(c, x.split(''))",
    x: longText,
  },
  {
    name: 'texts reversed',
    source: "x.split('').map(c, x.reverse())",
    x: longText,
  },
  {
    name: 'texts in capitals',
    source: "x.split('').map(c, x.upperAscii() + x.lowerAscii())",
    x: longText,
  },
  {
    name: 'texts trimmed',
    source: "x.split('').map(c, x.trim())",
    x: longText,
  },
  {
    name: 'texts cut',
    source: "x.split('').map(c, x.substring(1))",
    x: longText,
  },
  {
    name: 'texts sought',
    source: "x.split('').map(c, x.indexOf('zz') + x.lastIndexOf('zz'))",
    x: longText,
  },
  {
    name: 'texts encoded',
    source: "x.split('').map(c, base64.encode(bytes(x)))",
    x: longText,
  },
  {
    name: 'texts as bytes',
    source: "x.split('').map(c, string(bytes(x)))",
    x: longText,
  },
  {
    name: 'lists reversed',
    source: 'x.map(i, x.reverse())',
    x: numbers(4_000),
  },
  { name: 'lists sorted', source: 'x.map(i, x.sort())', x: words(4_000) },
  {
    name: 'lists sorted by key',
    source: 'x.map(i, x.sortBy(j, -j))',
    x: numbers(2_000),
  },
  {
    name: 'lists made distinct',
    source: 'x.map(i, x.distinct())',
    x: words(4_000),
  },
  {
    name: 'lists of small lists made distinct',
    source: 'x.distinct()',
    x: numbers(4_000).map(n => [n, [n]]),
  },
  {
    name: 'lists cut',
    source: 'x.map(i, x.slice(1, 3999))',
    x: numbers(4_000),
  },
  {
    name: 'lists flattened',
    source: 'x.map(i, x.flatten())',
    x: numbers(4_000).map(n => [n]),
  },
  { name: 'ranges', source: 'lists.range(100000).map(i, lists.range(100000))' },
  { name: 'a range too long', source: 'lists.range(1000000000).size()' },
  {
    name: 'sets compared',
    source: 'x.map(i, sets.contains(x, x))',
    x: numbers(4_000),
  },
  {
    name: 'sets equal',
    source: 'x.map(i, sets.equivalent(x, x))',
    x: numbers(2_000),
  },
  {
    name: 'sets that meet',
    source: 'x.map(i, sets.intersects(x, [-1]))',
    x: numbers(4_000),
  },
];
