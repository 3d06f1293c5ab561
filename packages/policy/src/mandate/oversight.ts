/** How closely people watch a change, from free to strict. */
export const oversightLevels = [
  'autonomous',
  'notify',
  'approve',
  'forbid',
] as const;

/** One of {@link oversightLevels}. */
export type Oversight = (typeof oversightLevels)[number];

/** The stricter of two oversights. It is commutative, associative and idempotent. */
export function strictest(a: Oversight, b: Oversight): Oversight {
  return isStricter(a, b) ? a : b;
}

/** Whether `a` is strictly closer to `forbid` than `b`. */
export function isStricter(a: Oversight, b: Oversight): boolean {
  return oversightLevels.indexOf(a) > oversightLevels.indexOf(b);
}
