import type { AppliedLimit } from './decision';

/** The path of what a limit is about, as conditions read it. */
export function limitedPath({ name, argument }: AppliedLimit): string {
  switch (name) {
    case 'arguments':
      return `change.input.${argument ?? ''}`;
    case 'versionBump':
      return 'plan.version.bump';
    case 'registries':
      return 'plan.images';
    default:
      return `plan.${name}`;
  }
}

/** Why a limit is exceeded: "replicas would be 12; the hard limit is 10." */
export function exceededInWords(applied: AppliedLimit): string {
  const { name, argument, limit, hard, figure } = applied;
  const kindOfLimit = hard ? 'hard limit' : 'limit';
  switch (name) {
    case 'arguments':
      return `${argument} would be ${figure}; the ${kindOfLimit} is ${limit}.`;
    case 'versionBump':
      return `It is a ${figure} version step; the ${kindOfLimit} is ${limit}.`;
    case 'registries':
      return `The image ${figure} is not from ${limit}, the ${kindOfLimit}.`;
    default:
      return `${name} would be ${figure}; the ${kindOfLimit} is ${limit}.`;
  }
}

/** Why it cannot be told whether a limit is kept. */
export function unknownInWords(applied: AppliedLimit): string {
  const { name, argument, limit } = applied;
  switch (name) {
    case 'arguments':
      return `The change does not say ${argument}; the limit is ${limit}.`;
    case 'versionBump':
      return `The size of the version step cannot be told from its names; the limit is ${limit}.`;
    default:
      return `The plan does not say its ${name}, which is limited to ${limit}.`;
  }
}
