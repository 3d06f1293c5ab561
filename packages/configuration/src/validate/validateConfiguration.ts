import { JsonValue } from '../json';
import { ConfigurationLevel, Origin } from '../layer/configurationFile';
import { nodeAt, plainValue } from '../layer/locatedNode';
import { ConfigurationLayer } from '../layer/readLayer';
import { effectiveAt, effectiveValue } from '../merge/effectiveNode';
import { EffectiveConfiguration, mergeLayers } from '../merge/mergeLayers';
import { ConfigurationProblem } from '../problem';
import { ConfigurationSchemas } from '../schema/configurationSchema';
import { dependencyProblems, DependencyFacts } from './dependencyProblems';
import { FigureLimit, limitProblems } from './limitProblems';
import { schemaProblems } from './schemaProblems';
import { secretProblems } from './secretProblems';
import { SecurityRule, securityProblems } from './securityProblems';

/**
 * What a configuration is checked against.
 *
 * @public
 */
export interface ValidationOptions {
  /** From the level that gives way to the one that wins. */
  readonly layers: readonly ConfigurationLayer[];
  readonly schemas: ConfigurationSchemas;
  readonly security: readonly SecurityRule[];
  /** The limits of the mandates in force. */
  readonly limits: readonly FigureLimit[];
  readonly facts: DependencyFacts;
}

/**
 * The merged configuration with all that is wrong with it.
 *
 * @public
 */
export interface ValidatedConfiguration {
  readonly configuration: EffectiveConfiguration;
  /** None: it may be committed and applied. */
  readonly problems: readonly ConfigurationProblem[];
  /** What people have to let pass: figures beyond a limit that is not hard. */
  readonly notices: readonly ConfigurationProblem[];
}

/**
 * Checks a configuration in one pass, and tells everything that is wrong at once: each level against its schema, the whole
 * against the whole's, secrets, security, limits, and what it depends on.
 *
 * @public
 */
export function validateConfiguration(
  options: ValidationOptions,
): ValidatedConfiguration {
  const { layers, schemas } = options;
  const configuration = mergeLayers(layers, schemas.effective);
  const value = effectiveValue(configuration.root);
  const placed = (path: readonly (string | number)[]): Origin | undefined =>
    effectiveAt(configuration.root, path)?.origin ??
    (path.length > 0 ? placed(path.slice(0, -1)) : undefined);
  const limits = limitProblems(
    schemas.effective,
    value,
    options.limits,
    placed,
  );
  const problems: ConfigurationProblem[] = [
    ...layers.flatMap(layer => layerProblems(layer, schemas)),
    ...configuration.problems,
    ...schemaProblems(schemas.effective, value, placed),
    ...securityProblems(options.security, value, placed),
    ...limits.problems,
    ...dependencyProblems(schemas.effective, value, options.facts, placed),
  ];
  return {
    configuration,
    problems: withoutRepeats(problems),
    notices: limits.notices,
  };
}

/** A level is checked as it is written, also where another overrides it: a secret in git stays one. */
function layerProblems(
  { file, root }: ConfigurationLayer,
  schemas: ConfigurationSchemas,
): readonly ConfigurationProblem[] {
  const level: ConfigurationLevel = file.level;
  const value: JsonValue = plainValue(root);
  const placed = (path: readonly (string | number)[]) =>
    nodeAt(root, path).origin;
  return [
    ...schemaProblems(schemas.levels[level], value, placed),
    ...secretProblems(schemas.effective, value, placed),
  ];
}

function withoutRepeats(
  problems: readonly ConfigurationProblem[],
): readonly ConfigurationProblem[] {
  const seen = new Set<string>();
  return problems.filter(({ code, message, path, origin }) => {
    const id = JSON.stringify([code, message, path, origin]);
    return !seen.has(id) && seen.add(id);
  });
}
