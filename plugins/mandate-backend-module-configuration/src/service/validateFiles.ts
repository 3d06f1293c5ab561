import {
  type ConfigurationFile,
  type ConfigurationProblem,
  type ConfigurationSchemas,
  type EffectiveConfiguration,
  type FigureLimits,
  type SecurityRule,
  validateConfiguration,
} from '@mandate/configuration';
import type { TargetFacts } from '@mandate/plugin-mandate-common';
import {
  type DependencySources,
  findDependencyFacts,
  type NamedDependency,
} from '../dependencies/dependencyFacts';
import { readLayers } from '../domain/readLayers';

/** What files are checked against. */
export interface ValidationRules {
  readonly schemas: ConfigurationSchemas;
  readonly security: readonly SecurityRule[];
  readonly limits: FigureLimits;
}

/** Everything that is wrong with files, and what they come to. */
export interface ValidatedFiles {
  readonly configuration: EffectiveConfiguration;
  readonly problems: readonly ConfigurationProblem[];
}

/** Checks a target's files in one pass, also that what they name is there and well. */
export async function validateFiles(
  files: readonly ConfigurationFile[],
  target: TargetFacts,
  rules: ValidationRules,
  sources: DependencySources,
): Promise<ValidatedFiles> {
  const { layers, problems } = readLayers(files);
  const named: NamedDependency[] = [];
  validateConfiguration({
    layers,
    ...rules,
    facts: (kind, name) => {
      named.push({ kind, name });
      return 'healthy';
    },
  });
  const facts = await findDependencyFacts(named, target, sources);
  const checked = validateConfiguration({ layers, ...rules, facts });
  return {
    configuration: checked.configuration,
    problems: [...problems, ...checked.problems],
  };
}

/** The same without what it depends on: for targets that a change does not apply to now. */
export function validateFilesAlone(
  files: readonly ConfigurationFile[],
  rules: ValidationRules,
): ValidatedFiles {
  const { layers, problems } = readLayers(files);
  const checked = validateConfiguration({
    layers,
    ...rules,
    facts: () => 'healthy',
  });
  return {
    configuration: checked.configuration,
    problems: [...problems, ...checked.problems],
  };
}
