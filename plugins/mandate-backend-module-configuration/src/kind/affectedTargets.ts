import {
  compareConfigurations,
  type ConfigurationDifference,
  type ConfigurationLayer,
  mergeLayers,
  type ConfigurationLevel,
  type ConfigurationProblem,
} from '@mandate/configuration';
import type { ConfigurationRepository } from '@mandate/configuration-git';
import type { TargetFacts } from '@mandate/plugin-mandate-common';
import { levelFiles } from '../domain/levelFiles';
import { readLayers } from '../domain/readLayers';
import { filesOf, type Texts } from '../repository/ConfigurationFiles';
import type { SchemaFolder } from '../repository/SchemaFolder';
import {
  validateFilesAlone,
  type ValidationRules,
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
}): Promise<readonly AffectedTarget[]> {
  const { of, all, changed, after, head, repository, schemas, rules } = options;
  const texts = new Map<string, Promise<string | undefined>>();
  const layers = new Map<string, readonly ConfigurationLayer[]>();
  const present = new Set(head ? await repository.list(head) : []);
  const affected: AffectedTarget[] = [];
  for (const target of all) {
    const files = levelFiles(target);
    const isOf =
      target.entityRef === of.entityRef &&
      target.environment === of.environment;
    if (isOf || !files.some(({ path }) => changed.has(path))) {
      continue;
    }
    const before = new Map<string, string | undefined>();
    for (const { path } of files) {
      before.set(path, await textOf(path));
    }
    const edited = new Map(
      files.map(({ path }) => [
        path,
        changed.has(path) ? after.get(path) : before.get(path),
      ]),
    );
    const { effective, levels } = await schemas.of(target);
    const differences = compareConfigurations(
      mergeLayers(layersOf(files, before), effective),
      mergeLayers(layersOf(files, edited), effective),
    );
    if (differences.length > 0) {
      const { problems } = validateFilesAlone(filesOf(files, edited), {
        ...rules,
        schemas: { effective, levels },
      });
      affected.push({ target, differences, problems });
    }
  }
  return affected;

  function textOf(path: string): Promise<string | undefined> {
    const known = texts.get(path);
    if (known) {
      return known;
    }
    const read =
      head && present.has(path)
        ? repository.read(head, path)
        : Promise.resolve(undefined);
    texts.set(path, read);
    return read;
  }

  /** Files that many targets share are read once. */
  function layersOf(
    files: readonly {
      readonly level: ConfigurationLevel;
      readonly path: string;
    }[],
    contents: Texts,
  ): readonly ConfigurationLayer[] {
    return files.flatMap(file => {
      const key = JSON.stringify([file.path, contents.get(file.path)]);
      const known = layers.get(key);
      if (known) {
        return known;
      }
      const read = readLayers(filesOf([file], contents)).layers;
      layers.set(key, read);
      return read;
    });
  }
}
