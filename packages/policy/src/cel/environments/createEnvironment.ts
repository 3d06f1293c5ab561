import type {
  CelEnvironment,
  EnvironmentOptions,
  VariableDeclaration,
} from '../library/celEnvironment';
import type { Library } from '../library/library';
import type { TypeProvider } from '../types/typeProvider';
import { environmentDigest } from './environmentDigest';

/**
 * What an environment is made of; what is left out is empty, and the options are those of cel-go's standard environment.
 *
 * @public
 */
export interface EnvironmentParts {
  readonly name: string;
  readonly libraries?: readonly Library[];
  readonly variables?: Readonly<Record<string, VariableDeclaration>>;
  readonly types?: TypeProvider;
  readonly container?: string;
  readonly options?: Partial<EnvironmentOptions>;
}

const standardOptions: EnvironmentOptions = {
  optionalSyntax: true,
  backquotedFields: true,
  mixedNumericComparison: false,
  mixedAggregateLiterals: true,
  validLiterals: false,
  plainWords: false,
  assumedSize: Infinity,
  strictPresenceTests: false,
  earlierCelGo: false,
  costLimit: 500_000,
};

const noTypes: TypeProvider = { findType: () => undefined };

/**
 * Makes an environment.
 *
 * @public
 */
export function createEnvironment(parts: EnvironmentParts): CelEnvironment {
  return finish({
    name: parts.name,
    libraries: parts.libraries ?? [],
    variables: new Map(Object.entries(parts.variables ?? {})),
    types: parts.types ?? noTypes,
    container: parts.container ?? '',
    options: { ...standardOptions, ...parts.options },
  });
}

/**
 * An environment with more in it: libraries and variables are added (a variable of the same name is replaced), the rest is
 * replaced where given.
 *
 * @public
 */
export function extendEnvironment(
  environment: CelEnvironment,
  parts: Partial<EnvironmentParts>,
): CelEnvironment {
  return finish({
    name: parts.name ?? environment.name,
    libraries: [...environment.libraries, ...(parts.libraries ?? [])],
    variables: new Map([
      ...environment.variables,
      ...Object.entries(parts.variables ?? {}),
    ]),
    types: parts.types ?? environment.types,
    container: parts.container ?? environment.container,
    options: { ...environment.options, ...parts.options },
  });
}

function finish(content: Omit<CelEnvironment, 'digest'>): CelEnvironment {
  return Object.freeze({ ...content, digest: environmentDigest(content) });
}
