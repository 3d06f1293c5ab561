/** A set of UTF-16 units: some of ASCII, and all or none of the others. */
export interface UnitSet {
  /** 1 in the places of its members. */
  readonly ascii: Uint8Array;
  readonly others: boolean;
}

const asciiSize = 128;

/** No unit. */
export const emptySet: UnitSet = setOf(() => false);

/** The ASCII units that a test is true of. */
export function setOf(isMember: (unit: number) => boolean): UnitSet {
  return {
    ascii: Uint8Array.from({ length: asciiSize }, (_, unit) =>
      isMember(unit) ? 1 : 0,
    ),
    others: false,
  };
}

/** All other units. */
export function complementOf({ ascii, others }: UnitSet): UnitSet {
  return { ascii: ascii.map(member => 1 - member), others: !others };
}

/** What is in one of two sets. */
export function unionOf(left: UnitSet, right: UnitSet): UnitSet {
  return {
    ascii: left.ascii.map((member, unit) => member | right.ascii[unit]),
    others: left.others || right.others,
  };
}

/** Whether nothing is in both sets. */
export function isDisjoint(left: UnitSet, right: UnitSet): boolean {
  return (
    !(left.others && right.others) &&
    left.ascii.every((member, unit) => member === 0 || right.ascii[unit] === 0)
  );
}
