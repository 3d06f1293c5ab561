import type { ClusterObject } from '@mandate/plugin-mandate-common';
import fc from 'fast-check';
import { differingFields, sameFields } from './compareFields';
import { fieldsToRestore, joinFields, selectFields } from './selectFields';

function object(fields: Readonly<Record<string, unknown>>): ClusterObject {
  return {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name: 'settings' },
    ...fields,
  };
}

function containers(...list: readonly Record<string, unknown>[]) {
  return object({ spec: { containers: list } });
}

describe('selectFields', () => {
  it('takes the values at the places of the shape, elements by their keys', () => {
    const live = containers(
      { name: 'sidecar', image: 's:1' },
      { name: 'main', image: 'm:1', imagePullPolicy: 'Always' },
    );
    const shape = containers({ name: 'main', image: 'm:2' });
    expect(selectFields(live, shape)).toEqual(
      containers({ name: 'main', image: 'm:1' }),
    );
  });
});

describe('joinFields', () => {
  it('the second wins, and elements are joined by their keys', () => {
    expect(
      joinFields(
        containers({ name: 'main', image: 'm:1', tty: true }),
        containers({ name: 'main', image: 'm:2' }),
      ),
    ).toEqual(containers({ name: 'main', image: 'm:2', tty: true }));
  });
});

describe('fieldsToRestore', () => {
  const before = containers({
    name: 'main',
    image: 'm:1',
    env: [
      { name: 'KEPT', value: '1' },
      { name: 'REMOVED', value: '1' },
    ],
  });
  const after = containers({
    name: 'main',
    image: 'm:2',
    env: [
      { name: 'KEPT', value: '1' },
      { name: 'ADDED', value: '1' },
    ],
  });

  it('has what was altered or removed, and nothing that was added', () => {
    const applied = containers({
      name: 'main',
      image: 'm:2',
      env: [{ name: 'ADDED', value: '1' }],
    });
    expect(fieldsToRestore({ before, after, applied })).toEqual(
      containers({
        name: 'main',
        image: 'm:1',
        env: [{ name: 'REMOVED', value: '1' }],
      }),
    );
  });

  it('leaves fields alone that the change did not touch', () => {
    const applied = object({ data: { a: '2' } });
    expect(
      fieldsToRestore({
        before: object({ data: { a: '1', other: 'x' } }),
        after: object({ data: { a: '2', other: 'x' } }),
        applied,
      }),
    ).toEqual(object({ data: { a: '1' } }));
  });
});

const values = fc.oneof(fc.string(), fc.integer(), fc.boolean());
const data = fc.dictionary(fc.constantFrom('a', 'b', 'c', 'd'), values);

describe('for any objects', () => {
  it('restoring onto what the apply left brings every field back', () => {
    fc.assert(
      fc.property(data, data, (was, wanted) => {
        const before = object({ data: was });
        const after = object({ data: wanted });
        const restored = fieldsToRestore({ before, after, applied: after });
        // Server-side apply: fields of ours that are not named any more go.
        expect(sameFields(restored.data ?? {}, was)).toBe(true);
      }),
    );
  });

  it('an object differs from itself in nothing', () => {
    fc.assert(
      fc.property(data, fields => {
        expect(differingFields(object(fields), object(fields))).toEqual([]);
      }),
    );
  });
});

describe('differingFields', () => {
  it.each([
    [{ cpu: '1' }, { cpu: '1000m' }],
    [{ memory: '1Gi' }, { memory: '1024Mi' }],
    [{ args: [] }, {}],
    [{ labels: null }, {}],
    [{ a: 1 }, { a: 1, added: 2 }],
    [
      { ports: [{ containerPort: 80 }] },
      { ports: [{ containerPort: 80, protocol: 'TCP' }] },
    ],
    [
      { env: [{ name: 'A', value: '1' }] },
      { env: [{ name: 'B' }, { name: 'A', value: '1' }] },
    ],
  ])('%j holds in %j', (expected, actual) => {
    expect(differingFields(expected, actual)).toEqual([]);
  });

  it.each([
    [{ a: { b: 1 } }, { a: { b: 2 } }, 'a.b'],
    [{ a: { b: 1 } }, {}, 'a.b'],
    [{ args: ['a', 'b'] }, { args: ['b', 'a'] }, 'args[0]'],
    [{ args: ['a'] }, { args: ['a', 'b'] }, 'args'],
    [
      { env: [{ name: 'A', value: '1' }] },
      { env: [{ name: 'A', value: '2' }] },
      'env["A"].value',
    ],
    [{ image: 'a:1' }, { image: 'a:2' }, 'image'],
  ])('%j does not hold in %j', (expected, actual, path) => {
    expect(differingFields(expected, actual)).toContain(path);
  });
});
