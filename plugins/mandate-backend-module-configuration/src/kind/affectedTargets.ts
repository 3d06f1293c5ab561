import {
  compareConfigurations,
  type ConfigurationDifference,
  type ConfigurationProblem,
  configuredFigures,
  effectiveValue,
  mergeLayers,
} from '@mandate/configuration';
import type { ConfigurationRepository } from '@mandate/configuration-git';
import type { TargetFacts } from '@mandate/plugin-mandate-common';
import { levelFiles } from '../domain/levelFiles';
import type { Texts } from '../repository/ConfigurationFiles';
import type { SchemaFolder } from '../repository/SchemaFolder';
import { TargetLayers } from '../repository/TargetLayers';
import {
  validateLayers,
  type ValidationRules,
  type ValidationSources,
} from '../service/validateFiles';

/** A target whose effective configuration an edit changes. */
export interface AffectedTarget {
  readonly target: TargetFacts;
  readonly differences: readonly ConfigurationDifference[];
  /** What would be wrong there. */
  readonly problems: readonly ConfigurationProblem[];
}

/** The targets other than `of` whose effective configuration changes when files of it do. */
export async function affectedTargets(options: {
  readonly of: TargetFacts;
  readonly all: readonly TargetFacts[];
  readonly changed: ReadonlySet<string>;
  readonly after: Texts;
  readonly head: string | undefined;
  readonly repository: ConfigurationRepository;
  readonly schemas: SchemaFolder;
  readonly rules: Omit<ValidationRules, 'schemas'>;
  readonly observation: Pick<ValidationSources, 'limits'>;
}): Promise<readonly AffectedTarget[]> {
  const { of, all, changed, after, head, repository, schemas, rules } = options;
  const sharing = all.filter(
    target =>
      (target.entityRef !== of.entityRef ||
        target.environment !== of.environment) &&
      levelFiles(target).some(({ path }) => changed.has(path)),
  );
  const before = await TargetLayers.read(repository, sharing, head);
  const edited = before.with(
    new Map([...changed].map(path => [path, after.get(path)])),
  );
  const affected: AffectedTarget[] = [];
  for (const target of sharing) {
    const targetSchemas = await schemas.of(target);
    const { effective } = targetSchemas;
    const next = mergeLayers(edited.of(target).layers, effective);
    const differences = compareConfigurations(
      mergeLayers(before.of(target).layers, effective),
      next,
    );
    if (differences.length > 0) {
      const figures = configuredFigures(effective, effectiveValue(next.root));
      const { problems } = validateLayers(
        edited.of(target),
        { ...rules, schemas: targetSchemas },
        Object.keys(figures).length > 0
          ? await options.observation.limits(target)
          : [],
      );
      affected.push({ target, differences, problems });
    }
  }
  return affected;
}
