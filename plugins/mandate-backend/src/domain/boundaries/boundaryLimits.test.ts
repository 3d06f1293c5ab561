import { limitsLeft } from './boundaryLimits';

const limit = (name: 'replicas' | 'monthlyCost' | 'registries') =>
  ({ name, limit: 10, hard: false, mandate: 'm' } as const);

describe('what is used of limits', () => {
  it('stands beside those whose figure is known', () => {
    const figures = { replicas: 4, cpuCores: 1, memoryGiB: 1, storageGiB: 0 };
    expect(
      limitsLeft([limit('replicas'), limit('monthlyCost')], figures),
    ).toEqual([{ ...limit('replicas'), now: 4 }, limit('monthlyCost')]);
  });

  it('is said of none without figures', () => {
    expect(limitsLeft([limit('replicas')], undefined)).toEqual([
      limit('replicas'),
    ]);
  });
});
