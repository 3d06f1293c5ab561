import { canonicalJson, isJsonValue } from '@mandate/ledger';
import type { MandateSpec } from '@mandate/policy';

/** The parts of a mandate, as people call them. */
const partNames: Readonly<Record<keyof MandateSpec, string>> = {
  owner: 'the owner',
  appliesTo: 'the scope',
  limits: 'the limits',
  budgets: 'the budgets',
  grants: 'the grants',
  otherwise: 'what happens when nothing applies',
  beyondLimits: 'what happens beyond the limits',
  review: 'the review',
};

const parts = [
  'owner',
  'appliesTo',
  'limits',
  'budgets',
  'grants',
  'otherwise',
  'beyondLimits',
  'review',
] as const satisfies readonly (keyof MandateSpec)[];

/** What a change of a mandate changes, as a sentence. */
export function differenceWords(
  before: MandateSpec | undefined,
  after: MandateSpec | undefined,
): string {
  if (!after) {
    return 'Takes the mandate out of force: what it limits and forbids no longer holds.';
  }
  if (!before) {
    return `Puts a new mandate in force, with ${counted(
      after.grants.length,
      'clause',
    )}.`;
  }
  const different = parts
    .filter(part => textOf(before[part]) !== textOf(after[part]))
    .map(part => partNames[part]);
  return different.length === 0
    ? 'Changes title or description alone.'
    : `Changes ${listed(different)}.`;
}

/** The same text for the same content, whatever the order of its members. */
function textOf(part: MandateSpec[keyof MandateSpec]): string {
  const plain: unknown =
    part === undefined ? null : JSON.parse(JSON.stringify(part));
  return isJsonValue(plain) ? canonicalJson(plain) : '';
}

function listed(names: readonly string[]): string {
  return names.length < 2
    ? names.join('')
    : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
}

function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
