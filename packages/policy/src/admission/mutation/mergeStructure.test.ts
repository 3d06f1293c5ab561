import fc from 'fast-check';
import { builtInStructure } from './builtInStructure';
import { mergeStructure } from './mergeStructure';
import type { StructuralType } from './structuralType';

const associative: StructuralType = {
  kind: 'list',
  merge: { kind: 'associative', keys: ['name'] },
  element: { kind: 'untyped', atomic: false },
};

const names = fc.uniqueArray(
  fc.constantFrom<string>('a', 'b', 'c', 'd', 'e', 'f'),
);

function items(list: readonly string[], field: string) {
  return list.map(name => ({ name, [field]: name }));
}

function namesOf(merged: unknown): readonly string[] {
  return (Array.isArray(merged) ? merged : []).map(({ name }) => name);
}

describe('mergeStructure', () => {
  it('keeps every item of both lists, once, with the fields of both', () => {
    fc.assert(
      fc.property(names, names, (live, patch) => {
        const merged = mergeStructure(
          items(live, 'left'),
          items(patch, 'right'),
          associative,
        );
        expect([...namesOf(merged)].sort()).toEqual(
          [...new Set([...live, ...patch])].sort(),
        );
        expect(merged).toEqual(
          namesOf(merged).map(name => ({
            name,
            ...(live.includes(name) && { left: name }),
            ...(patch.includes(name) && { right: name }),
          })),
        );
      }),
    );
  });

  it('keeps the order of the patch, and that of what only the live list has', () => {
    fc.assert(
      fc.property(names, names, (live, patch) => {
        const merged = namesOf(
          mergeStructure(items(live, 'l'), items(patch, 'r'), associative),
        );
        expect(merged.filter(name => patch.includes(name))).toEqual(patch);
        expect(merged.filter(name => !patch.includes(name))).toEqual(
          live.filter(name => !patch.includes(name)),
        );
      }),
    );
  });

  it('is the same when done again', () => {
    fc.assert(
      fc.property(names, names, (live, patch) => {
        const once = mergeStructure(
          items(live, 'l'),
          items(patch, 'r'),
          associative,
        );
        expect(mergeStructure(once, items(patch, 'r'), associative)).toEqual(
          once,
        );
      }),
    );
  });

  it('merges a service by the keys of its ports, where the protocol defaults to TCP', () => {
    const type = builtInStructure.typeOfKind('v1', 'Service');
    expect(type).toBeDefined();
    expect(
      type &&
        mergeStructure(
          { spec: { ports: [{ port: 80, protocol: 'TCP', name: 'http' }] } },
          { spec: { ports: [{ port: 80, targetPort: 8080 }, { port: 443 }] } },
          type,
        ),
    ).toEqual({
      spec: {
        ports: [
          { port: 80, protocol: 'TCP', name: 'http', targetPort: 8080 },
          { port: 443 },
        ],
      },
    });
  });

  it('replaces an item of a list with the same key twice by the one of the patch', () => {
    expect(
      mergeStructure(
        [
          { name: 'a', value: 1 },
          { name: 'b', value: 1 },
          { name: 'a', value: 2, more: 3 },
        ],
        [{ name: 'a', value: 4 }],
        associative,
      ),
    ).toEqual([
      { name: 'a', value: 4 },
      { name: 'b', value: 1 },
    ]);
  });
});
