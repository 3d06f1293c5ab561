import type { BoundaryLimit, Figures } from '@mandate/plugin-mandate-common';
import {
  type Decision,
  type DecisionFacts,
  type MandateInForce,
  namesKind,
  versionSteps,
} from '@mandate/policy';

/** The strictest of each limit that applies to any kind. Limits that cannot be compared all stay. */
export function strictestLimits(
  decisions: readonly Decision[],
): readonly BoundaryLimit[] {
  const strictest = new Map<string, BoundaryLimit>();
  for (const applied of decisions.flatMap(({ limitsThatApply }) => [
    ...limitsThatApply,
  ])) {
    const { name, argument, limit, hard, mandate } = applied;
    const strength = strengthOf(applied);
    const key =
      strength === undefined ? JSON.stringify([name, limit, mandate]) : name;
    const known = strictest.get(key);
    const knownStrength = known && strengthOf(known);
    if (
      strength === undefined ||
      knownStrength === undefined ||
      strength < knownStrength
    ) {
      strictest.set(key, {
        name,
        limit,
        hard,
        mandate,
        ...(argument !== undefined && { argument }),
      });
    }
  }
  return [...strictest.values()];
}

/** The limits with what the target uses of them now, as far as its figures tell. */
export function limitsLeft(
  limits: readonly BoundaryLimit[],
  figures: Figures | undefined,
): readonly BoundaryLimit[] {
  const known: Readonly<Record<string, number | undefined>> = { ...figures };
  return limits.map(limit => {
    const now = known[limit.name];
    return now === undefined ? limit : { ...limit, now };
  });
}

/** Lower is stricter; undefined for a set of names, which another set may exclude in part. */
function strengthOf({ name, limit }: BoundaryLimit): number | undefined {
  if (name === 'versionBump') {
    return versionSteps.findIndex(step => step === limit);
  }
  return typeof limit === 'number' ? limit : undefined;
}

/** Arguments that keep every limit on a kind's arguments, as far as one mandate alone allows them. */
export function argumentsWithin(
  mandates: readonly MandateInForce[],
  kind: string,
): DecisionFacts['change']['input'] {
  const limits = mandates.flatMap(mandate =>
    mandate.status === 'readable'
      ? mandate.spec.limits?.arguments?.filter(({ changes }) =>
          namesKind(changes, kind),
        ) ?? []
      : [],
  );
  return Object.fromEntries(
    limits.map(({ name, minimum, maximum, oneOf }) => [
      name,
      oneOf?.[0] ?? minimum ?? maximum,
    ]),
  );
}
