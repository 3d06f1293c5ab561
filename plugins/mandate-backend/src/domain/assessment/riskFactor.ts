import type { RiskFactor } from '@mandate/plugin-mandate-common';

/** A factor with its effect read from the sign of its weight; the weight is held between -1 and 1. */
export function riskFactor(
  id: string,
  weight: number,
  words: string,
): RiskFactor {
  const held = Math.round(Math.min(1, Math.max(-1, weight)) * 1_000) / 1_000;
  if (held === 0) {
    return { id, words, effect: 'neutral', weight: 0 };
  }
  return { id, words, effect: held > 0 ? 'raises' : 'lowers', weight: held };
}
