import fc from 'fast-check';
import { stringify } from 'yaml';
import { readWhole } from './readLayer';
import { readPlainYaml } from './readPlainYaml';

const file = {
  level: 'service' as const,
  path: 'services/checkout.yaml',
  commit: 'aaaa',
  author: 'ann',
};

function plain(text: string) {
  return readPlainYaml({ ...file, text });
}

/** What is read as plain must be what the whole of YAML reads, with every place; nothing it refuses may be plain. */
function expectSame(text: string): void {
  const root = plain(text);
  if (root) {
    expect({ text, root }).toEqual({ text, root: wholeOf(text) });
  }
}

function wholeOf(text: string) {
  const result = readWhole({ ...file, text });
  return result.ok ? result.layer.root : result.problems;
}

const FILES = [
  `# Of the team
replicas: 3
log: { level: info, format: json, fields: { team: shop, empty: {}, none: [] } }
database:
  host: db.example.org  # one for all
  port: 5432
  ratio: -0.25
  password: { secretRef: { name: db, key: password } }

hosts: [a.example.org, "b, c", 'd', 2, true, null, https//x]
pools:
  - { name: read, size: 3 }
  - name: write
    size: 10
    labels:
      tier: front
    ports:
    - 80
    - 443
lists:
- one: 1
- two three
- 10m
url: https://example.org/a?b=c#d
date: 2026-11-27
version: 1.2.3
`,
  'a: 1',
  '  a: 1\n  b: x\n',
];

it.each(FILES)('is what nearly all files are: %#', text => {
  expect(plain(text)).toBeDefined();
  expectSame(text);
});

it.each([
  ['an alias', 'a: &x 1\nb: *x'],
  ['a tag', 'a: !remove'],
  ['a text of several lines', 'a: |\n  b\n'],
  ['a text that goes on', 'a: b\n  c'],
  ['a quoted text that goes on', 'a: "b\n  c"'],
  ['an escape', 'a: "b\\n"'],
  ['a quote within quotes', "a: 'b''c'"],
  ['brackets over several lines', 'a: [1,\n  2]'],
  ['several documents', 'a: 1\n---\nb: 2'],
  ['a tab', 'a:\t1'],
  ['a carriage return', 'a: 1\r\nb: 2'],
  ['a key that is no text', '1: a\ntrue: b'],
  ['a key twice', 'a: 1\na: 2'],
  ['a key that reaches the prototype', '__proto__: { a: 1 }'],
  ['a key without a value', 'a:\nb: 1'],
  ['a number of another form', 'a: 0x1F\nb: 1e3\nc: 1_0\nd: 012\ne: .5'],
  ['no number', 'a: .nan'],
  ['a pair in a list', 'a: [b: c]'],
  ['a list of lists', 'a:\n  - - 1'],
  ['a list', '- 1'],
  ['nothing', '# Nothing yet'],
  ['a mistake', 'a: [1'],
  ['an indentation that fits nothing', 'a:\n    b: 1\n  c: 2'],
])('is not a file with %s', (_, text) => {
  expect(plain(text)).toBeUndefined();
});

it('gives up where brackets nest too deeply', () => {
  expect(plain(`a: ${'['.repeat(50)}${']'.repeat(50)}`)).toBeUndefined();
});

const scalars = fc.oneof(
  fc.string({ maxLength: 12 }),
  fc.constantFrom('null', 'Yes', 'True', '~', '0o7', '1.', '-0', '1e3', '<<'),
  fc.constantFrom('a: b', 'a #b', '- a', '2026-11-27', '10m', '.inf', '=', '?'),
  fc.integer(),
  fc.double(),
  fc.boolean(),
  fc.constant(null),
);
const { value: values } = fc.letrec(tie => ({
  value: fc.oneof(
    { maxDepth: 4 },
    scalars,
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(
      fc.oneof(
        fc.constantFrom('a', 'b.c', 'd_e', 'true', '1', 'f g', 'h:'),
        fc.string({ minLength: 1, maxLength: 4 }),
      ),
      tie('value'),
      { maxKeys: 4 },
    ),
  ),
}));

const documents = fc
  .tuple(
    fc.dictionary(fc.constantFrom('a', 'b', 'log', 'x.y'), values),
    fc.record({
      indent: fc.constantFrom(1, 2, 4),
      indentSeq: fc.boolean(),
      collectionStyle: fc.constantFrom('any', 'block', 'flow'),
      lineWidth: fc.constantFrom(0, 20),
    } as const),
  )
  .map(([value, style]) => stringify(value, style));

const damage = fc.array(
  fc.tuple(
    fc.nat(),
    fc.nat(2),
    fc.constantFrom(...':#-[]{}"\'!&*|>?,% \n~a1', '\n  ', ': ', ' #', '- '),
  ),
  { maxLength: 3 },
);

it('is read as the whole of YAML reads it, whatever stands in a file', () => {
  let read = 0;
  fc.assert(
    fc.property(
      fc.oneof(documents, fc.constantFrom(...FILES)),
      damage,
      (text, changes) => {
        const damaged = changes.reduce((before, [at, drop, insert]) => {
          const place = at % (before.length + 1);
          return before.slice(0, place) + insert + before.slice(place + drop);
        }, text);
        expectSame(damaged);
        read += plain(damaged) ? 1 : 0;
      },
    ),
    { numRuns: Number(process.env.MANDATE_PROPERTY_RUNS ?? 1_000) },
  );
  // It would hold of a reader that reads nothing, too.
  expect(read).toBeGreaterThan(100);
});
