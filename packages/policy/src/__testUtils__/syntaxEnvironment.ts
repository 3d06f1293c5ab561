import type { CelEnvironment } from '../cel/library/celEnvironment';
import type { Macro } from '../cel/library/library';
import { bindMacros } from '../cel/library/macros/bindMacros';
import { optionalMacros } from '../cel/library/macros/optionalMacros';
import { standardMacros } from '../cel/library/macros/standardMacros';
import { twoVariableMacros } from '../cel/library/macros/twoVariableMacros';

/** All macros, for tests of the syntax. */
export const everyMacro: readonly Macro[] = [
  ...standardMacros,
  ...twoVariableMacros,
  ...bindMacros,
  ...optionalMacros,
];

/** An environment for parsing only. */
export function syntaxEnvironment(
  macros: readonly Macro[] = everyMacro,
  options: Partial<CelEnvironment['options']> = {},
): CelEnvironment {
  return {
    name: 'syntax',
    libraries: [{ name: 'macros', macros }],
    variables: new Map(),
    types: { findType: () => undefined },
    container: '',
    options: {
      optionalSyntax: true,
      backquotedFields: true,
      mixedNumericComparison: true,
      mixedAggregateLiterals: true,
      strictPresenceTests: true,
      earlierCelGo: false,
      plainWords: false,
      assumedSize: Infinity,
      validLiterals: false,
      costLimit: 1_000_000,
      ...options,
    },
    digest: 'syntax',
  };
}
