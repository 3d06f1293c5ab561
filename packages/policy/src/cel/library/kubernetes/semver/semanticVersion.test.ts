import fc from 'fast-check';
import { CelError } from '../../../values/runtimeValue';
import { normaliseVersion, parseVersion } from './semanticVersion';
import type { SemanticVersion } from './semanticVersion';

const identifier = fc.oneof(
  fc.nat(100).map(String),
  fc.constantFrom('alpha', 'beta', 'rc', 'a-b', 'x0', '-'),
);
const versions = fc
  .tuple(
    fc.nat(3),
    fc.nat(3),
    fc.nat(3),
    fc.array(identifier, { maxLength: 3 }),
    fc.array(fc.constantFrom('b1', '007', 'x'), { maxLength: 2 }),
  )
  .map(([major, minor, patch, prerelease, build]) => ({
    core: [major, minor, patch],
    prerelease,
    text: `${major}.${minor}.${patch}${
      prerelease.length > 0 ? `-${prerelease.join('.')}` : ''
    }${build.length > 0 ? `+${build.join('.')}` : ''}`,
  }));
type Model = ReturnType<typeof versions.generate>['value'];

/** Semantic Versioning 2.0.0, section 11, word by word. */
function precedence(left: Model, right: Model): number {
  for (const place of [0, 1, 2]) {
    if (left.core[place] !== right.core[place]) {
      return Math.sign(left.core[place] - right.core[place]);
    }
  }
  const [a, b] = [left.prerelease, right.prerelease];
  if (a.length === 0 || b.length === 0) {
    return Math.sign(b.length - a.length);
  }
  for (let place = 0; place < Math.min(a.length, b.length); place += 1) {
    const [x, y] = [a[place], b[place]];
    const [xNumeric, yNumeric] = [/^\d+$/.test(x), /^\d+$/.test(y)];
    if (x !== y) {
      if (xNumeric && yNumeric) {
        return Math.sign(Number(x) - Number(y));
      }
      if (xNumeric !== yNumeric) {
        return xNumeric ? -1 : 1;
      }
      return x < y ? -1 : 1;
    }
  }
  return Math.sign(a.length - b.length);
}

function version(parsed: SemanticVersion | CelError): SemanticVersion {
  if (parsed instanceof CelError) {
    throw new Error(parsed.message);
  }
  return parsed;
}

describe('SemanticVersion', () => {
  it('has the precedence of the standard', () => {
    fc.assert(
      fc.property(versions, versions, (left, right) => {
        expect(
          version(parseVersion(left.text)).compareTo(
            version(parseVersion(right.text)),
          ),
        ).toBe(precedence(left, right));
      }),
    );
  });

  it('is read the same when normalised, with a v or leading zeros', () => {
    fc.assert(
      fc.property(versions, ({ text }) => {
        const plain = version(parseVersion(text));
        for (const other of [text, `v${text}`, `0${text}`, `v00${text}`]) {
          expect(version(normaliseVersion(other)).equalTo(plain)).toBe(true);
        }
      }),
    );
  });

  it.each([
    ['', 'Version string empty'],
    ['1.2', 'No Major.Minor.Patch elements found'],
    ['01.2.3', 'Major number must not contain leading zeroes'],
    ['a.2.3', 'Invalid character(s) found in major number'],
    ['1.2.3-', 'Prerelease is empty'],
    ['1.2.3+_', 'Invalid character(s) found in build meta data'],
  ])('is not made of %j', (text, message) => {
    expect(parseVersion(text)).toEqual(new CelError(message));
  });

  it('is short only without prerelease or build', () => {
    expect(
      version(normaliseVersion('v1')).compareTo(version(parseVersion('1.0.0'))),
    ).toBe(0);
    expect(normaliseVersion('1.2-rc')).toEqual(
      new CelError('short version cannot contain PreRelease/Build meta data'),
    );
  });
});
