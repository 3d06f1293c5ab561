import type { PodParts } from './minimalPod';
import type { PodSecurityLevel } from '../podSecurityCheck';

/** In which versions, both ends included, a level refuses a pod by which check. */
export interface RefusedIn {
  readonly level: PodSecurityLevel;
  readonly check: string;
  readonly since?: number;
  readonly until?: number;
}

/** A pod that differs from a conforming one in one way, and who refuses it when; in all other versions it conforms. */
export interface PodSecurityCase {
  readonly what: string;
  readonly parts: PodParts;
  readonly refused: readonly RefusedIn[];
  /** What follows the check's heading, where the newest version refuses. */
  readonly message?: string;
}

/** Refused at both levels by a check of the baseline. */
export function baselineRefuses(
  check: string,
  versions: { readonly since?: number; readonly until?: number } = {},
): readonly RefusedIn[] {
  return [
    { level: 'baseline', check, ...versions },
    { level: 'restricted', check, ...versions },
  ];
}

/** Refused at the restricted level only. */
export function restrictedRefuses(
  check: string,
  versions: { readonly since?: number; readonly until?: number } = {},
): readonly RefusedIn[] {
  return [{ level: 'restricted', check, ...versions }];
}
