import type { MandateView } from '@mandate/plugin-mandate-common';

type Limits = NonNullable<MandateView['spec']['limits']>;

const names = [
  'replicas',
  'cpuCores',
  'memoryGiB',
  'storageGiB',
  'bandwidthMbps',
  'monthlyCost',
  'versionBump',
  'registries',
] as const;

/** One limit as text; `arguments` says the argument with its bounds. */
export interface LimitText {
  readonly name: (typeof names)[number] | 'arguments';
  readonly limit: string;
  readonly hard: boolean;
}

/** The limits of a mandate one by one. */
export function limitsOf(limits: Limits | undefined): readonly LimitText[] {
  if (!limits) {
    return [];
  }
  const isHard = (name: LimitText['name']) =>
    limits.hard?.includes(name) ?? false;
  return [
    ...names.flatMap((name): LimitText[] => {
      const limit = limits[name];
      return limit === undefined
        ? []
        : [{ name, limit: limitWords(limit), hard: isHard(name) }];
    }),
    ...(limits.arguments ?? []).map(
      ({ changes, name, minimum, maximum, oneOf }): LimitText => ({
        name: 'arguments',
        limit: [
          `${changes.join('/')} ${name}`,
          ...(minimum === undefined ? [] : [`≥ ${minimum}`]),
          ...(maximum === undefined ? [] : [`≤ ${maximum}`]),
          ...(oneOf === undefined ? [] : [`∈ {${oneOf.join(', ')}}`]),
        ].join(' '),
        hard: isHard('arguments'),
      }),
    ),
  ];
}

/** Large numbers with their thousands apart, as the reader's language does it. */
function limitWords(limit: number | string | readonly string[]): string {
  return typeof limit === 'number'
    ? limit.toLocaleString()
    : [limit].flat().join(', ');
}
