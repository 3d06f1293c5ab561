import {
  type ConfigurationFile,
  type ConfigurationProblem,
  type ConfigurationSchemas,
  type EffectiveConfiguration,
  type FigureLimit,
  type SecurityRule,
  validateConfiguration,
} from '@mandate/configuration';
import type { TargetFacts } from '@mandate/plugin-mandate-common';
import type { MandateObservationExtensionPoint } from '@mandate/plugin-mandate-node';
import {
  findDependencyFacts,
  type NamedDependency,
} from '../dependencies/dependencyFacts';
import { readLayers, type ReadLayers } from '../domain/readLayers';

/** What files are checked against. */
export interface ValidationRules {
  readonly schemas: ConfigurationSchemas;
  readonly security: readonly SecurityRule[];
}

/** What files are checked with: the cluster, the catalog, and the mandates in force. */
export type ValidationSources = Pick<
  MandateObservationExtensionPoint,
  'clusters' | 'targets' | 'limits'
>;

/** Everything that is wrong with files, and what they come to. */
export interface ValidatedFiles {
  readonly configuration: EffectiveConfiguration;
  readonly problems: readonly ConfigurationProblem[];
  /** What people have to let pass. */
  readonly notices: readonly ConfigurationProblem[];
}

/** Checks a target's files in one pass, also against the limits of the mandates in force now, and that what they name is there and well. */
export async function validateFiles(
  files: readonly ConfigurationFile[],
  target: TargetFacts,
  rules: ValidationRules,
  sources: ValidationSources,
): Promise<ValidatedFiles> {
  const { layers, problems } = readLayers(files);
  const limits = await sources.limits(target);
  const named: NamedDependency[] = [];
  validateConfiguration({
    layers,
    ...rules,
    limits,
    facts: (kind, name) => {
      named.push({ kind, name });
      return 'healthy';
    },
  });
  const facts = await findDependencyFacts(named, target, sources);
  const checked = validateConfiguration({ layers, ...rules, limits, facts });
  return { ...checked, problems: [...problems, ...checked.problems] };
}

/** Checks layers without what they depend on: for targets that a change does not apply to now. */
export function validateLayers(
  { layers, problems }: ReadLayers,
  rules: ValidationRules,
  limits: readonly FigureLimit[],
): ValidatedFiles {
  const checked = validateConfiguration({
    layers,
    ...rules,
    limits,
    facts: () => 'healthy',
  });
  return { ...checked, problems: [...problems, ...checked.problems] };
}
