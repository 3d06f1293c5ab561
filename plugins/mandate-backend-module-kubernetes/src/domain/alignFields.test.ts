import type { ClusterObject } from '@mandate/plugin-mandate-common';
import fc from 'fast-check';
import { alignedWith } from './alignFields';
import { sameFields } from './compareFields';

function pod(spec: Readonly<Record<string, unknown>>): ClusterObject {
  return { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'web' }, spec };
}

function container(name: string, cpu: string) {
  return { name, resources: { requests: { cpu } } };
}

describe('alignedWith', () => {
  it('keeps the notation of a quantity that stays', () => {
    const before = pod({ containers: [container('web', '1000m')] });
    const after = pod({ containers: [container('web', '1')] });
    expect(alignedWith(before, after)).toEqual(before);
  });

  it('shows a quantity that changes as it will be', () => {
    const after = pod({ containers: [container('web', '2')] });
    expect(
      alignedWith(pod({ containers: [container('web', '1000m')] }), after),
    ).toEqual(after);
  });

  it('keeps the order of elements with keys, and puts new ones behind', () => {
    const [a, b, c] = ['a', 'b', 'c'].map(name => container(name, '1'));
    expect(
      alignedWith(pod({ containers: [a, b] }), pod({ containers: [c, b, a] })),
    ).toEqual(pod({ containers: [a, b, c] }));
  });

  it('keeps the order of lists that are one value', () => {
    const after = pod({ args: ['b', 'a'] });
    expect(alignedWith(pod({ args: ['a', 'b'] }), after)).toEqual(after);
  });

  it('never changes what the object after means', () => {
    const scalar = fc.oneof(
      fc.constantFrom('1', '1000m', '1Gi', '1024Mi', 'text', '', 0, true, null),
      fc.string({ maxLength: 3 }),
    );
    const list = fc.uniqueArray(
      fc.record({ name: fc.constantFrom('a', 'b', 'c'), value: scalar }),
      { selector: ({ name }) => name },
    );
    const spec = fc.dictionary(
      fc.constantFrom('containers', 'args', 'env', 'x', 'y'),
      fc.oneof(scalar, list, fc.array(scalar, { maxLength: 3 })),
    );
    fc.assert(
      fc.property(spec, spec, (before, after) => {
        const aligned = alignedWith(pod(before), pod(after));
        expect(sameFields(aligned, pod(after))).toBe(true);
        expect(sameFields(alignedWith(pod(before), aligned), aligned)).toBe(
          true,
        );
      }),
    );
  });
});
