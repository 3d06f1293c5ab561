import { types } from '../../../types/celType';
import type { CelType } from '../../../types/celType';
import { toInt } from '../../../values/numbers';
import { CelError } from '../../../values/runtimeValue';
import type { Evaluated } from '../../../values/runtimeValue';
import type { FunctionDeclaration, Library } from '../../library';
import { member, overload } from '../../overload';
import { fixedCost, readingOnlyCost } from '../../sizeCosts';
import { normaliseVersion, parseVersion, semverType } from './semanticVersion';
import type { SemanticVersion } from './semanticVersion';

const { bool, int, string } = types;

const normalising: ReadonlySet<string> = new Set([
  'string_bool_to_semver',
  'is_semver_string_bool',
]);

const functions: readonly FunctionDeclaration[] = [
  {
    name: 'semver',
    description: 'The version of a text; with true also of v1, 1.2 or 01.2.3.',
    overloads: [
      overload(
        'string_to_semver',
        [string],
        semverType,
        parseVersion,
        readingOnlyCost(0),
      ),
      overload(
        'string_bool_to_semver',
        [string, bool],
        semverType,
        read,
        readingOnlyCost(0),
      ),
    ],
  },
  {
    name: 'isSemver',
    description: 'Whether a text is a version.',
    overloads: [
      overload(
        'is_semver_string',
        [string],
        bool,
        (text: string) => !(parseVersion(text) instanceof CelError),
        readingOnlyCost(0),
      ),
      overload(
        'is_semver_string_bool',
        [string, bool],
        bool,
        (text: string, normalise: boolean) =>
          !(read(text, normalise) instanceof CelError),
        readingOnlyCost(0),
      ),
    ],
  },
  comparison(
    'isGreaterThan',
    'semver_is_greater_than',
    bool,
    order => order > 0,
  ),
  comparison('isLessThan', 'semver_is_less_than', bool, order => order < 0),
  comparison('compareTo', 'semver_compare_to', int, order => order),
  part('major', version => version.major),
  part('minor', version => version.minor),
  part('patch', version => version.patch),
];

/**
 * Kubernetes' semantic versions: `semver('1.2.3').isLessThan(semver('v1.10', true))`. Version 1 adds the forms that normalise.
 *
 * @public
 */
export function semverLibrary(version: 0 | 1): Library {
  return {
    name: `kubernetes.Semver/${version}`,
    functions: functions.map(declaration => ({
      ...declaration,
      overloads: declaration.overloads.filter(
        ({ id }) => version >= 1 || !normalising.has(id),
      ),
    })),
  };
}

function read(text: string, normalise: boolean): SemanticVersion | CelError {
  return normalise ? normaliseVersion(text) : parseVersion(text);
}

function comparison(
  name: string,
  id: string,
  result: CelType,
  answer: (order: number) => Evaluated,
): FunctionDeclaration {
  return {
    name,
    overloads: [
      member(
        id,
        [semverType, semverType],
        result,
        (version: SemanticVersion, other: SemanticVersion) =>
          answer(version.compareTo(other)),
        fixedCost(1),
      ),
    ],
  };
}

function part(
  name: 'major' | 'minor' | 'patch',
  read64: (version: SemanticVersion) => bigint,
): FunctionDeclaration {
  return {
    name,
    description: `The ${name} number of a version.`,
    overloads: [
      member(
        `semver_${name}`,
        [semverType],
        int,
        // Go reads the 64 bits with their sign.
        (version: SemanticVersion) => toInt(BigInt.asIntN(64, read64(version))),
        fixedCost(1),
      ),
    ],
  };
}
