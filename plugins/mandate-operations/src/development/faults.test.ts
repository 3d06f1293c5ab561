import type { ClusterFaults } from '@mandate/plugin-mandate-common';
import { brokenMembers, mended, presetFaults, withNode } from './faults';

it('each thing that a button breaks is mended by the other one, and touches nothing else', () => {
  for (const { member, preset } of presetFaults) {
    const before: ClusterFaults = { lostNodes: ['a'] };
    const broken = { ...before, ...preset };
    expect(brokenMembers(broken)).toEqual([member, 'lostNodes']);
    expect(mended(broken, member)).toEqual(before);
  }
});

it('nodes are lost and come back one by one', () => {
  const one = withNode({ failing: 1 }, 'a', true);
  const two = withNode(withNode(one, 'b', true), 'b', true);
  expect(two).toEqual({ failing: 1, lostNodes: ['a', 'b'] });
  expect(withNode(two, 'a', false).lostNodes).toEqual(['b']);
  expect(withNode(one, 'a', false)).toEqual({ failing: 1 });
});

it('what is switched off is not broken', () => {
  expect(brokenMembers({ expiredWatches: false, paths: ['/api'] })).toEqual([]);
});
