import type { KillSwitchRequest } from '@mandate/plugin-mandate-common';

/** What the dialog can narrow a stop to, beside the environment. */
export const narrowings = [
  'changes',
  'entities',
  'owners',
  'systems',
  'containerTypes',
] as const;

/** What is chosen in the dialog; an empty environment is every environment. */
export interface Selection {
  readonly environment: string;
  readonly by?: (typeof narrowings)[number];
  /** Separated by commas. */
  readonly values: string;
}

/** The request for a selection; undefined for a narrowing without a value, which is asked for and never taken for everything. */
export function killSwitchRequest(
  { environment, by, values }: Selection,
  reason: string,
): KillSwitchRequest | undefined {
  const named = values
    .split(',')
    .map(value => value.trim())
    .filter(value => value !== '');
  if (by && named.length === 0) {
    return undefined;
  }
  return {
    scope: {
      ...(environment && { environments: [environment] }),
      ...(by && by !== 'changes' && { [by]: named }),
    },
    ...(by === 'changes' && { changes: named }),
    reason,
  };
}
