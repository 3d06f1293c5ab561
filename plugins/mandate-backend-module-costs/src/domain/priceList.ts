import type { EnvironmentCost, Figures } from '@mandate/plugin-mandate-common';
import { z } from 'zod';

const price = z.number().min(0).max(1_000_000).optional();
const pricesSchema = z.strictObject({
  cpuCoreMonth: price,
  memoryGiBMonth: price,
  storageGiBMonth: price,
});

/** `mandate.costs` in the configuration. */
export const priceListSchema = z.strictObject({
  currency: z
    .string()
    .regex(/^[A-Z]{3}$/, 'must be an ISO 4217 code such as EUR')
    .default('EUR'),
  prices: pricesSchema.default({}),
  environments: z.record(z.string(), pricesSchema).default({}),
});
/** Prices a month of what workloads request, with what differs by environment. */
export type PriceList = z.infer<typeof priceListSchema>;

/** A priced resource of an environment. */
export type CostPart = EnvironmentCost['parts'][number];

const RESOURCES = [
  { title: 'CPU', unit: 'cores', figure: 'cpuCores', price: 'cpuCoreMonth' },
  {
    title: 'Memory',
    unit: 'GiB',
    figure: 'memoryGiB',
    price: 'memoryGiBMonth',
  },
  {
    title: 'Storage',
    unit: 'GiB',
    figure: 'storageGiB',
    price: 'storageGiBMonth',
  },
] as const;

/** What the figures cost a month in an environment, part by part. Amounts are rounded to cents. */
export function costParts(
  figures: Figures,
  priceList: PriceList,
  environment: string,
): readonly CostPart[] {
  const prices = {
    ...priceList.prices,
    ...priceList.environments[environment],
  };
  return RESOURCES.flatMap(resource => {
    const unitPrice = prices[resource.price];
    const amount = figures[resource.figure];
    return unitPrice === undefined
      ? []
      : [
          {
            title: resource.title,
            unit: resource.unit,
            amount,
            unitPrice,
            monthlyCost: cents(amount * unitPrice),
          },
        ];
  });
}

/** The sum of {@link costParts}. */
export function monthlyCost(
  figures: Figures,
  priceList: PriceList,
  environment: string,
): number {
  return cents(
    costParts(figures, priceList, environment).reduce(
      (sum, part) => sum + part.monthlyCost,
      0,
    ),
  );
}

function cents(amount: number): number {
  return Math.round(amount * 100) / 100;
}
