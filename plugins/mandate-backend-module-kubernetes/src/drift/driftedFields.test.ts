import fc from 'fast-check';
import { driftedFields } from './driftedFields';

function paths(
  intent: Readonly<Record<string, unknown>>,
  live: Readonly<Record<string, unknown>>,
): readonly string[] {
  return driftedFields(intent, live).map(({ path }) => path);
}

const containers = (...list: readonly object[]) => ({
  spec: { containers: list },
});

describe('driftedFields', () => {
  it.each([
    ['defaults that the server adds', { a: 1 }, { a: 1, b: { c: 2 } }],
    ['another notation of a quantity', { cpu: '1000m' }, { cpu: '1' }],
    ['a quantity written as a number', { cpu: 0.5 }, { cpu: '500m' }],
    ['an empty value that is not kept', { a: '', b: {}, c: [], d: 0 }, {}],
    [
      'another order of containers, and containers of others',
      containers({ name: 'a', image: 'x' }, { name: 'b' }),
      containers({ name: 'c' }, { name: 'b' }, { name: 'a', image: 'x' }),
    ],
    [
      'defaults in a list that is one value',
      { rules: [{ host: 'a' }] },
      { rules: [{ host: 'a', pathType: 'Prefix' }] },
    ],
    [
      'a port whose protocol is the usual one',
      { ports: [{ port: 80 }] },
      { ports: [{ port: 80, protocol: 'TCP', targetPort: 80 }] },
    ],
  ])('%s is no drift', (_, intent, live) => {
    expect(paths(intent, live)).toEqual([]);
  });

  it.each([
    [
      'a value',
      { spec: { replicas: 2 } },
      { spec: { replicas: 5 } },
      'spec.replicas',
    ],
    ['a field that is gone', { spec: { a: 'x' } }, { spec: {} }, 'spec.a'],
    [
      'an image, named by its container',
      containers({ name: 'web', image: 'v1' }),
      containers({ name: 'web', image: 'v2' }),
      'spec.containers["web"].image',
    ],
    [
      'a container that is gone',
      containers({ name: 'web' }),
      containers({ name: 'x' }),
      'spec.containers["web"]',
    ],
    ['an argument', { args: ['a', 'b'] }, { args: ['a', 'c'] }, 'args'],
    [
      'an annotation with a slash',
      { metadata: { annotations: { 'a.b/c': 'x' } } },
      { metadata: { annotations: { 'a.b/c': 'y' } } },
      'metadata.annotations["a.b/c"]',
    ],
    [
      'a long text',
      { data: { a: { $sha256: 'x' } } },
      { data: { a: 'short' } },
      'data.a',
    ],
  ])('%s is told by its path', (_, intent, live, path) => {
    expect(paths(intent, live)).toEqual([path]);
  });

  const value = fc.letrec(tie => ({
    scalar: fc.oneof(
      fc.constantFrom('a', '100m', '1Gi', '', 0, 1, true, null),
      fc.string({ maxLength: 4 }),
    ),
    mapping: fc.dictionary(
      fc.constantFrom('a', 'b', 'containers', 'env', 'args'),
      tie('any'),
      { maxKeys: 4 },
    ),
    list: fc.array(
      fc.oneof(
        tie('scalar'),
        fc.record({ name: fc.constantFrom('x', 'y', 'z'), v: tie('scalar') }),
      ),
      { maxLength: 3 },
    ),
    any: fc.oneof({ maxDepth: 3 }, tie('scalar'), tie('mapping'), tie('list')),
  }));
  // safety: the generator makes mappings
  const mapping = value.mapping as fc.Arbitrary<Record<string, unknown>>;

  it('never differs from itself, whatever is added to it', () => {
    fc.assert(
      fc.property(mapping, mapping, (intent, more) => {
        expect(paths(intent, intent)).toEqual([]);
        expect(paths(intent, { ...more, ...intent })).toEqual([]);
      }),
    );
  });

  it('names exactly the fields that were altered', () => {
    const names = ['a', 'b', 'c', 'd', 'e'];
    fc.assert(
      fc.property(
        fc.dictionary(fc.constantFrom(...names), fc.integer({ min: 1 })),
        fc.subarray(names),
        (intent, altered) => {
          const live = Object.fromEntries(
            Object.entries(intent).map(([name, number]) => [
              name,
              altered.includes(name) ? number + 1 : number,
            ]),
          );
          expect([...paths(intent, live)].sort()).toEqual(
            altered.filter(name => Object.hasOwn(intent, name)).sort(),
          );
        },
      ),
    );
  });
});
