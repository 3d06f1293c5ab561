import type { AppliedLimit } from './decision';
import type { DecisionFacts, ReadableMandate } from './decisionInput';
import { isWithinRegistries } from './imageRegistry';
import { namesKind } from './kindNames';
import { figureLimitNames, versionSteps } from './limitsSchema';
import type { ArgumentLimit, MandateLimits } from './mandateSpec';

/** Every limit of a mandate that is about the change, with where the change stands. */
export function appliedLimits(
  { name: mandate, version, spec }: ReadableMandate,
  facts: DecisionFacts,
): readonly AppliedLimit[] {
  const { limits } = spec;
  if (!limits) {
    return [];
  }
  return [
    ...figureLimits(limits, facts),
    ...versionLimit(limits, facts),
    ...registryLimit(limits, facts),
    ...argumentLimits(limits, facts),
  ].map(standing => ({ mandate, version, ...standing }));
}

type Standing = Omit<AppliedLimit, 'mandate' | 'version'>;

function figureLimits(
  limits: MandateLimits,
  { plan }: DecisionFacts,
): readonly Standing[] {
  return figureLimitNames.flatMap((name): readonly Standing[] => {
    const limit = limits[name];
    if (limit === undefined) {
      return [];
    }
    const figure = plan.figures[name];
    const base = { name, limit, hard: isHard(limits, name) };
    return figure === undefined || Number.isNaN(figure)
      ? [{ ...base, status: 'unknown' }]
      : [{ ...base, figure, status: figure > limit ? 'exceeded' : 'within' }];
  });
}

/** A plan without a version step takes none; a step whose size cannot be told counts as unknown. */
function versionLimit(
  limits: MandateLimits,
  { plan }: DecisionFacts,
): readonly Standing[] {
  const limit = limits.versionBump;
  if (limit === undefined) {
    return [];
  }
  const name = 'versionBump';
  const figure = plan.version?.bump ?? 'none';
  const base = { name, limit, hard: isHard(limits, name) } as const;
  if (figure === 'unknown') {
    return [{ ...base, status: 'unknown' }];
  }
  const exceeded = versionSteps.indexOf(figure) > versionSteps.indexOf(limit);
  return [{ ...base, figure, status: exceeded ? 'exceeded' : 'within' }];
}

function registryLimit(
  limits: MandateLimits,
  { plan }: DecisionFacts,
): readonly Standing[] {
  const { registries } = limits;
  if (registries === undefined) {
    return [];
  }
  const name = 'registries';
  const outside = plan.images.filter(
    image => !isWithinRegistries(image, registries),
  );
  const base = {
    name,
    limit: registries.join(', '),
    hard: isHard(limits, name),
  } as const;
  return [
    outside.length > 0
      ? { ...base, figure: outside.join(', '), status: 'exceeded' }
      : { ...base, figure: plan.images.join(', '), status: 'within' },
  ];
}

function argumentLimits(
  limits: MandateLimits,
  { change }: DecisionFacts,
): readonly Standing[] {
  return (limits.arguments ?? [])
    .filter(({ changes }) => namesKind(changes, change.kind))
    .map((limit): Standing => {
      const base = {
        name: 'arguments',
        argument: limit.name,
        limit: argumentLimitInWords(limit),
        hard: isHard(limits, 'arguments'),
      } as const;
      const value = Object.hasOwn(change.input, limit.name)
        ? change.input[limit.name]
        : undefined;
      if (value === undefined || !isScalar(value)) {
        return { ...base, status: 'unknown' };
      }
      return {
        ...base,
        figure: typeof value === 'number' ? value : String(value),
        status: isArgumentWithin(limit, value) ? 'within' : 'exceeded',
      };
    });
}

type Scalar = string | number | boolean;

function isScalar(value: unknown): value is Scalar {
  return ['string', 'number', 'boolean'].includes(typeof value);
}

/** A bound on numbers is not kept by what is no number. */
function isArgumentWithin(limit: ArgumentLimit, value: Scalar): boolean {
  const { minimum, maximum, oneOf } = limit;
  const isBounded = minimum !== undefined || maximum !== undefined;
  if (isBounded && (typeof value !== 'number' || Number.isNaN(value))) {
    return false;
  }
  return (
    (minimum === undefined || Number(value) >= minimum) &&
    (maximum === undefined || Number(value) <= maximum) &&
    (oneOf === undefined || oneOf.includes(value))
  );
}

function argumentLimitInWords({
  name,
  minimum,
  maximum,
  oneOf,
}: ArgumentLimit): string {
  const parts = [
    ...(minimum === undefined ? [] : [`at least ${minimum}`]),
    ...(maximum === undefined ? [] : [`at most ${maximum}`]),
    ...(oneOf === undefined ? [] : [`one of ${oneOf.join(', ')}`]),
  ];
  return `${name} ${parts.join(' and ')}`;
}

function isHard(
  { hard = [] }: MandateLimits,
  name: AppliedLimit['name'],
): boolean {
  return hard.includes(name);
}
