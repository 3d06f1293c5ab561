import fc from 'fast-check';
import { costParts, monthlyCost, priceListSchema } from './priceList';

const priceList = priceListSchema.parse({
  prices: { cpuCoreMonth: 24, memoryGiBMonth: 3.2 },
  environments: { dev: { cpuCoreMonth: 12 } },
});
const figures = { replicas: 2, cpuCores: 0.5, memoryGiB: 1, storageGiB: 10 };

describe('costParts', () => {
  it('multiplies what is requested with the price of a unit', () => {
    expect(costParts(figures, priceList, 'prod')).toEqual([
      {
        title: 'CPU',
        unit: 'cores',
        amount: 0.5,
        unitPrice: 24,
        monthlyCost: 12,
      },
      {
        title: 'Memory',
        unit: 'GiB',
        amount: 1,
        unitPrice: 3.2,
        monthlyCost: 3.2,
      },
    ]);
  });

  it('uses the prices of the environment where they differ', () => {
    expect(monthlyCost(figures, priceList, 'dev')).toBe(9.2);
  });

  it('never costs less when more is requested', () => {
    const amount = fc.double({ min: 0, max: 10_000, noNaN: true });
    fc.assert(
      fc.property(amount, amount, amount, (cpuCores, memoryGiB, more) => {
        const cost = (cores: number) =>
          monthlyCost(
            { replicas: 1, cpuCores: cores, memoryGiB, storageGiB: 0 },
            priceList,
            'prod',
          );
        return cost(cpuCores + more) >= cost(cpuCores);
      }),
    );
  });
});

describe('priceListSchema', () => {
  it('refuses a price that is misspelt', () => {
    expect(
      priceListSchema.safeParse({ prices: { cpuCoreMonths: 24 } }).success,
    ).toBe(false);
  });
});
