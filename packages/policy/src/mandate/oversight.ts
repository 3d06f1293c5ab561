/**
 * How closely people watch a change, from free to strict.
 *
 * @public
 */
export const oversightLevels = [
  'autonomous',
  'notify',
  'approve',
  'forbid',
] as const;

/**
 * One of {@link oversightLevels}.
 *
 * @public
 */
export type Oversight = (typeof oversightLevels)[number];

/**
 * The stricter of two oversights. It is commutative, associative and idempotent.
 *
 * @public
 */
export function strictest(a: Oversight, b: Oversight): Oversight {
  return isStricter(a, b) ? a : b;
}

/**
 * Whether `a` is strictly closer to `forbid` than `b`.
 *
 * @public
 */
export function isStricter(a: Oversight, b: Oversight): boolean {
  return oversightLevels.indexOf(a) > oversightLevels.indexOf(b);
}
