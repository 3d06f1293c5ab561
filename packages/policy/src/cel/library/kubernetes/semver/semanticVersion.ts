import { types } from '../../../types/celType';
import { compareStrings } from '../../../values/compareValues';
import { CelError, CelObjectValue } from '../../../values/runtimeValue';

/** The type of versions. */

export const semverType = types.opaque('kubernetes.Semver');

/** A part of a prerelease: a number, or letters. */
type Identifier = bigint | string;

/** A semantic version (semver.org 2.0.0); build metadata does not take part in comparison. @public */

export class SemanticVersion extends CelObjectValue {
  readonly celType = semverType;

  constructor(
    readonly major: bigint,
    readonly minor: bigint,
    readonly patch: bigint,
    readonly prerelease: readonly Identifier[],
  ) {
    super();
  }

  equalTo(other: CelObjectValue): boolean {
    return other instanceof SemanticVersion && this.compareTo(other) === 0;
  }

  /** -1, 0 or 1 by precedence. */
  compareTo(other: SemanticVersion): number {
    return (
      compare(this.major, other.major) ||
      compare(this.minor, other.minor) ||
      compare(this.patch, other.patch) ||
      comparePrereleases(this.prerelease, other.prerelease)
    );
  }
}

const digits = /^\d+$/;

/** Reads a version, or says what is wrong with it without quoting it. */

export function parseVersion(text: string): SemanticVersion | CelError {
  if (text === '') {
    return new CelError('Version string empty');
  }
  const [major, minor, ...rest] = text.split('.');
  if (rest.length === 0) {
    return new CelError('No Major.Minor.Patch elements found');
  }
  const [, patch, prerelease, build] =
    /^([^-+]*)(?:-([^+]*))?(?:\+(.*))?$/s.exec(rest.join('.')) ?? [];
  const fault =
    numberFault('Major', major) ??
    numberFault('Minor', minor) ??
    numberFault('Patch', patch ?? '') ??
    identifiersFault(prerelease, build);
  return fault === undefined
    ? new SemanticVersion(
        BigInt(major),
        BigInt(minor),
        BigInt(patch),
        prerelease === undefined
          ? []
          : prerelease
              .split('.')
              .map(part => (digits.test(part) ? BigInt(part) : part)),
      )
    : new CelError(fault);
}

/** Reads a version that may begin with v, be short, or have leading zeros. */

export function normaliseVersion(text: string): SemanticVersion | CelError {
  const [first, second, ...rest] = text.replace(/^v/, '').split('.');
  const parts = [first, second, rest.length > 0 ? rest.join('.') : undefined]
    .filter(part => part !== undefined)
    .map(withoutLeadingZeros);
  if (parts.length < 3 && /[+-]/.test(parts[parts.length - 1])) {
    return new CelError(
      'short version cannot contain PreRelease/Build meta data',
    );
  }
  return parseVersion(
    [...parts, ...Array<string>(3 - parts.length).fill('0')].join('.'),
  );
}
const largest = 2n ** 64n - 1n;

function numberFault(name: string, text: string): string | undefined {
  if (!/^\d*$/.test(text)) {
    return `Invalid character(s) found in ${name.toLowerCase()} number`;
  }
  if (/^0\d/.test(text)) {
    return `${name} number must not contain leading zeroes`;
  }
  return text === '' || text.length > 20 || BigInt(text) > largest
    ? `${name} number is no unsigned integer of 64 bits`
    : undefined;
}

function identifiersFault(
  prerelease: string | undefined,
  build: string | undefined,
): string | undefined {
  for (const part of prerelease?.split('.') ?? []) {
    if (part === '') {
      return 'Prerelease is empty';
    }
    if (!/^[0-9A-Za-z-]+$/.test(part)) {
      return 'Invalid character(s) found in prerelease';
    }
    if (digits.test(part) && numberFault('', part) !== undefined) {
      return 'Numeric PreRelease version must not contain leading zeroes';
    }
  }
  for (const part of build?.split('.') ?? []) {
    if (part === '') {
      return 'Build meta data is empty';
    }
    if (!/^[0-9A-Za-z-]+$/.test(part)) {
      return 'Invalid character(s) found in build meta data';
    }
  }
  return undefined;
}

function withoutLeadingZeros(part: string): string {
  if (part.length <= 1) {
    return part;
  }
  const stripped = part.replace(/^0+/, '');
  return /^\d/.test(stripped) ? stripped : `0${stripped}`;
}

function comparePrereleases(
  left: readonly Identifier[],
  right: readonly Identifier[],
): number {
  if (left.length === 0 || right.length === 0) {
    return Math.sign(right.length - left.length);
  }
  for (let place = 0; place < left.length && place < right.length; place += 1) {
    const order = compareIdentifiers(left[place], right[place]);
    if (order !== 0) {
      return order;
    }
  }
  return Math.sign(left.length - right.length);
}

function compareIdentifiers(left: Identifier, right: Identifier): number {
  if (typeof left === 'string') {
    return typeof right === 'string'
      ? Math.sign(compareStrings(left, right))
      : 1;
  }
  return typeof right === 'string' ? -1 : compare(left, right);
}

function compare(left: bigint, right: bigint): number {
  if (left === right) {
    return 0;
  }
  return left < right ? -1 : 1;
}
