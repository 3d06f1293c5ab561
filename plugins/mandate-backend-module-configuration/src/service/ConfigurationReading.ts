import { InputError, NotFoundError } from '@backstage/errors';
import {
  compareConfigurations,
  type ConfigurationFile,
  effectiveValue,
  type EffectiveConfiguration,
  explainAll,
  mergeLayers,
} from '@mandate/configuration';
import type {
  ConfigurationCheckView,
  ConfigurationDifferenceView,
  ConfigurationEditInput,
  ConfigurationReferencesView,
  ConfigurationRemoteView,
  ConfigurationStanding,
  ConfigurationVersionView,
  ConfigurationView,
  TargetFacts,
  TargetReference,
} from '@mandate/plugin-mandate-common';
import { knownReferences } from '../dependencies/knownReferences';
import { standingOf } from '../domain/appliedConfiguration';
import { levelFiles } from '../domain/levelFiles';
import { readLayers } from '../domain/readLayers';
import { renderConfiguration } from '../domain/renderConfiguration';
import { differenceView, problemView, valueView } from '../domain/views';
import { withheldLines, withheldPaths } from '../domain/withheld';
import type { ConfigurationSources } from '../kind/ConfigurationSources';
import { afterEdits } from '../kind/editedTexts';
import { readAppliedTo } from '../kind/planForCluster';
import { filesOf } from '../repository/ConfigurationFiles';
import { standingWords } from './standingWords';
import { targetVersions } from './targetVersions';
import { validateFiles } from './validateFiles';

/** Answers what configuration is, where it comes from, and how it was before. Writes nothing. */
export class ConfigurationReading {
  readonly #sources: ConfigurationSources & {
    readonly remote?: { readonly view: ConfigurationRemoteView | undefined };
  };

  constructor(
    sources: ConfigurationSources & {
      readonly remote?: { readonly view: ConfigurationRemoteView | undefined };
    },
  ) {
    this.#sources = sources;
  }

  /** The effective configuration at a version, or the newest. */
  async get(
    query: TargetReference & { readonly commit?: string },
    signal: AbortSignal,
  ): Promise<ConfigurationView> {
    const { repository, files, schemas, rules, observation, remote } =
      this.#sources;
    const target = await observation.targets.resolve(query);
    const head = await repository.head();
    const commit = query.commit ?? head;
    await this.#demandKnown(query.commit);
    const targetSchemas = await schemas.of(target);
    const found = await files.withAuthors(target, commit);
    const { configuration, problems, notices } = await validateFiles(
      found,
      target,
      { ...rules, schemas: targetSchemas },
      observation,
    );
    const withheld = withheldPaths(problems);
    const texts = new Map(found.map(({ path, text }) => [path, text]));
    return {
      entityRef: target.entityRef,
      environment: target.environment,
      ...(commit === undefined ? {} : { commit }),
      values: explainAll(configuration).map(one => valueView(one, withheld)),
      problems: problems.map(problemView),
      notices: notices.map(problemView),
      files: levelFiles(target).map(({ level, path }) => ({
        level,
        path,
        text: withheldLines(path, texts.get(path) ?? '', problems),
      })),
      schema: targetSchemas.effective,
      levelSchemas: targetSchemas.levels,
      standing: await this.#standing(
        target,
        configuration,
        targetSchemas.effective,
        signal,
      ),
      ...(remote?.view ? { remote: remote.view } : {}),
    };
  }

  /** What differs between two environments of an entity, at the newest version. */
  async betweenEnvironments(
    left: TargetReference,
    right: TargetReference,
  ): Promise<readonly ConfigurationDifferenceView[]> {
    const head = await this.#sources.repository.head();
    return this.#difference([left, head], [right, head]);
  }

  /** What differs between two versions of a target. */
  async betweenVersions(
    target: TargetReference,
    before: string,
    after: string,
  ): Promise<readonly ConfigurationDifferenceView[]> {
    await this.#demandKnown(before);
    await this.#demandKnown(after);
    return this.#difference([target, before], [target, after]);
  }

  /** Versions that touched a target's files, the newest first. */
  async versions(
    query: TargetReference,
  ): Promise<readonly ConfigurationVersionView[]> {
    const { repository, observation } = this.#sources;
    const target = await observation.targets.resolve(query);
    return targetVersions(repository, target);
  }

  /** Names that a target's configuration can refer to. */
  async references(
    query: TargetReference,
  ): Promise<ConfigurationReferencesView> {
    const { repository, files, schemas, observation } = this.#sources;
    const target = await observation.targets.resolve(query);
    const texts = await files.texts(target, await repository.head());
    const { effective } = await schemas.of(target);
    const { layers } = readLayers(filesOf(levelFiles(target), texts));
    const { root } = mergeLayers(layers, effective);
    return knownReferences(target, effectiveValue(root), observation);
  }

  /** What edits come to, and what is wrong with them. Nothing is proposed. */
  async check(
    query: TargetReference & {
      readonly edits: readonly ConfigurationEditInput[];
    },
  ): Promise<ConfigurationCheckView> {
    const { repository, files, schemas, rules, observation } = this.#sources;
    const target = await observation.targets.resolve(query);
    const head = await repository.head();
    const texts = await files.texts(target, head);
    const edited = await afterEdits(
      query.edits,
      { target, head, texts },
      repository,
    );
    if (edited.type === 'refused') {
      throw new InputError(edited.words);
    }
    const levels = levelFiles(target);
    const targetSchemas = await schemas.of(target);
    const { configuration, problems, notices } = await validateFiles(
      filesOf(levels, edited.texts),
      target,
      { ...rules, schemas: targetSchemas },
      observation,
    );
    const before = mergeLayers(
      readLayers(filesOf(levels, texts)).layers,
      targetSchemas.effective,
    );
    const withheld = withheldPaths(problems);
    return {
      problems: problems.map(problemView),
      notices: notices.map(problemView),
      differences: compareConfigurations(before, configuration).map(one =>
        differenceView(one, withheld),
      ),
      files: levels.map(({ level, path }) => ({
        level,
        path,
        text: withheldLines(path, edited.texts.get(path) ?? '', problems),
      })),
    };
  }

  async #standing(
    target: TargetFacts,
    configuration: EffectiveConfiguration,
    schema: ConfigurationView['schema'],
    signal: AbortSignal,
  ): Promise<ConfigurationStanding> {
    const { observation } = this.#sources;
    try {
      const applied = await readAppliedTo({
        target,
        clusters: observation.clusters,
        signal,
      });
      const rendered = renderConfiguration(
        effectiveValue(configuration.root),
        // safety: it was read as a JSON object from the folder of schemas.
        schema as Parameters<typeof renderConfiguration>[1],
      );
      const state = standingOf(rendered, applied);
      return { state, words: standingWords(state, target) };
    } catch (error) {
      return {
        state: 'unknown',
        words: error instanceof Error ? error.message : String(error),
      };
    }
  }

  async #difference(
    ...sides: readonly [
      readonly [TargetReference, string | undefined],
      readonly [TargetReference, string | undefined],
    ]
  ): Promise<readonly ConfigurationDifferenceView[]> {
    const { files, schemas, rules, observation } = this.#sources;
    const validated = await Promise.all(
      sides.map(async ([reference, commit]) => {
        const target = await observation.targets.resolve(reference);
        const found: readonly ConfigurationFile[] = await files.withAuthors(
          target,
          commit,
        );
        return validateFiles(
          found,
          target,
          { ...rules, schemas: await schemas.of(target) },
          observation,
        );
      }),
    );
    const [left, right] = validated;
    const withheld = new Set(
      validated.flatMap(({ problems }) => [...withheldPaths(problems)]),
    );
    return compareConfigurations(left.configuration, right.configuration).map(
      one => differenceView(one, withheld),
    );
  }

  /** A commit that is not in the history could be anything that git still keeps. */
  async #demandKnown(commit: string | undefined): Promise<void> {
    if (commit === undefined) {
      return;
    }
    const history = await this.#sources.repository.history({ limit: 1_000 });
    if (!history.some(version => version.commit === commit)) {
      throw new NotFoundError(
        `No version ${commit.slice(
          0,
          12,
        )} is in the history. Choose one from the list of versions.`,
      );
    }
  }
}
