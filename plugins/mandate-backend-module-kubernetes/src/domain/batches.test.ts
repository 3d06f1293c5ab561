import fc from 'fast-check';
import { batchTargets } from './batches';

describe('batchTargets', () => {
  it.each([
    [10, 3, [4, 7, 10]],
    [4, 2, [2, 4]],
    [1, 5, [1]],
    [0, 3, []],
  ])('of %d pods in %d batches are %j', (replicas, batches, expected) => {
    expect(batchTargets(replicas, batches)).toEqual(expected);
  });

  it('grow, and end with all pods', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 1_000 }),
        fc.integer({ min: 1, max: 20 }),
        (replicas, batches) => {
          const targets = batchTargets(replicas, batches);
          expect(targets.at(-1)).toBe(replicas);
          expect(targets.length).toBeLessThanOrEqual(batches);
          expect([...targets].sort((a, b) => a - b)).toEqual(targets);
        },
      ),
    );
  });
});
