import {
  compareConfigurations,
  type ConfigurationProblem,
  mergeLayers,
} from '@mandate/configuration';
import {
  CHANGE_CONFIGURATION_KIND,
  type ConfigurationChangeInput,
  configurationChangeInputSchema,
  type Plan,
  type PreflightCheck,
  type TargetFacts,
} from '@mandate/plugin-mandate-common';
import type {
  ChangeKind,
  Check,
  ObserveContext,
  PlanOutcome,
  PreflightContext,
  StepContext,
  StepHandler,
} from '@mandate/plugin-mandate-node';
import { filePart, joinVersion, splitVersion } from '../domain/filesVersion';
import { levelFiles } from '../domain/levelFiles';
import { readLayers } from '../domain/readLayers';
import { filesOf, type Texts } from '../repository/ConfigurationFiles';
import { validateFiles } from '../service/validateFiles';
import { adoptedTexts } from './adoptedTexts';
import { affectedTargets } from './affectedTargets';
import { changeDescription, changeTitle } from './changeWords';
import type { ConfigurationSources } from './ConfigurationSources';
import { commitStep } from './commitStep';
import {
  clusterPart,
  COMMIT_STEP,
  configurationPlan,
  fileWrites,
} from './configurationPlan';
import { type EditedFiles, editedTexts } from './editedTexts';
import { planForCluster } from './planForCluster';
import { planSummary } from './planSummary';

/** How many problems a refusal names. */
const MOST_PROBLEMS = 20;

/**
 * Edits configuration in git and applies what comes of it to the target: first the version is written by compare and
 * swap, then the kind that configures workloads brings it to the cluster. Taken back, the old values are written as a new
 * version. Other targets that share the files get what git says by changes of their own, which their own mandates decide.
 */
export class ChangeConfigurationKind
  implements ChangeKind<ConfigurationChangeInput>
{
  readonly name = CHANGE_CONFIGURATION_KIND;
  readonly title = 'Change configuration';
  readonly description = changeDescription;
  readonly inputSchema = configurationChangeInputSchema;
  readonly risk = {
    destructive: false,
    touchesIdentity: false,
    touchesData: false,
    irreversibility: 0.1,
  };
  readonly #sources: ConfigurationSources;

  constructor(sources: ConfigurationSources) {
    this.#sources = sources;
  }

  describe(input: ConfigurationChangeInput, target: TargetFacts): string {
    return changeTitle(input, target);
  }

  async plan(
    context: ObserveContext,
    input: ConfigurationChangeInput,
  ): Promise<PlanOutcome> {
    const { repository, files, schemas, rules, observation, kinds } =
      this.#sources;
    const { target } = context;
    const head = await repository.head();
    const before = await files.texts(target, head);
    const edited = await this.#edited(context, input, { head, before });
    if (edited.type === 'refused') {
      return { type: 'impossible', words: edited.words };
    }
    const after = edited.texts;
    const levels = levelFiles(target);
    const changed = new Set(
      levels
        .map(({ path }) => path)
        .filter(path => before.get(path) !== after.get(path)),
    );
    if (changed.size === 0 && input.action !== 'apply') {
      return {
        type: 'nothing-to-do',
        words: 'The files say exactly that already.',
      };
    }
    const targetSchemas = await schemas.of(target);
    const targetRules = { ...rules, schemas: targetSchemas };
    const { configuration, problems } = await validateFiles(
      filesOf(levels, after),
      target,
      targetRules,
      observation,
    );
    const others = await affectedTargets({
      of: target,
      all: changed.size > 0 ? await observation.targets.all() : [],
      changed,
      after,
      head,
      repository,
      schemas,
      rules,
    });
    const objections = [
      ...problems.map(problem => problemWords(problem)),
      ...others.flatMap(one =>
        one.problems.map(problem =>
          problemWords(
            problem,
            `${one.target.name} in ${one.target.environment}`,
          ),
        ),
      ),
    ];
    if (objections.length > 0) {
      return { type: 'impossible', words: listed(objections) };
    }
    const cluster = await planForCluster(context, {
      configuration,
      schema: targetSchemas.effective,
      configure: kinds.kind('configure'),
    });
    if (cluster.type === 'impossible') {
      return cluster;
    }
    if (changed.size === 0 && cluster.type === 'unchanged') {
      return {
        type: 'nothing-to-do',
        words: `There is nothing to apply: ${cluster.words}.`,
      };
    }
    const differences = compareConfigurations(
      mergeLayers(
        readLayers(filesOf(levels, before)).layers,
        targetSchemas.effective,
      ),
      configuration,
    );
    return {
      type: 'planned',
      plan: configurationPlan({
        files: levels,
        before,
        after,
        fileParts: levels.map(({ path }) => filePart(before.get(path))),
        effects: [
          ...(differences.length > 0 ? [{ target, differences }] : []),
          ...others,
        ],
        cluster: cluster.type === 'planned' ? cluster.plan : undefined,
        summary: planSummary({
          differences,
          others,
          writes: changed.size > 0,
          cluster: cluster.words,
        }),
      }),
    };
  }

  /** A file that the run itself brought to what the plan says has not moved. */
  async observeVersion(context: ObserveContext, plan: Plan): Promise<string> {
    const { repository, files } = this.#sources;
    const { target } = context;
    const texts = await files.texts(target, await repository.head());
    const writes = new Map(fileWrites(plan).map(file => [file.path, file]));
    const planned = splitVersion(plan.baseVersion).fileParts;
    const parts = levelFiles(target).map(({ path }, index) => {
      const current = texts.get(path);
      const write = writes.get(path);
      return write && current === write.after
        ? planned[index]
        : filePart(current);
    });
    const cluster = clusterPart(plan);
    return joinVersion(
      parts,
      cluster ? await this.#configure().observeVersion(context, cluster) : '',
    );
  }

  /** What was checked when it was planned, again: what it names may be gone, and rules may be stricter. */
  async preflight(
    context: PreflightContext,
  ): Promise<readonly PreflightCheck[]> {
    const { repository, files, schemas, rules, observation } = this.#sources;
    const { target, plan } = context;
    const texts = new Map(await files.texts(target, await repository.head()));
    fileWrites(plan).forEach(({ path, after }) => texts.set(path, after));
    const { problems } = await validateFiles(
      filesOf(levelFiles(target), texts),
      target,
      { ...rules, schemas: await schemas.of(target) },
      observation,
    );
    const cluster = clusterPart(plan);
    const configure = this.#sources.kinds.kind('configure');
    return [
      {
        id: 'configuration-valid',
        title: 'The configuration is valid',
        status: problems.length === 0 ? 'pass' : 'fail',
        words:
          problems.length === 0
            ? 'Schema, secrets, security, limits and dependencies hold.'
            : listed(problems.map(problem => problemWords(problem))).slice(
                0,
                1_000,
              ),
      },
      ...(cluster && configure?.preflight
        ? await configure.preflight({
            ...context,
            kind: 'configure',
            plan: cluster,
          })
        : []),
    ];
  }

  step(plan: Plan, stepId: string): StepHandler {
    if (stepId === COMMIT_STEP) {
      return commitStep(this.#sources);
    }
    const cluster = clusterPart(plan);
    if (!cluster) {
      throw new Error(`The plan has no step '${stepId}'.`);
    }
    const handler = this.#configure().step(cluster, stepId);
    const { undo, observeUndone } = handler;
    const of = (context: StepContext): StepContext => ({
      ...context,
      plan: cluster,
    });
    return {
      observe: context => handler.observe(of(context)),
      act: context => handler.act(of(context)),
      ...(undo && observeUndone
        ? {
            undo: context => undo.call(handler, of(context)),
            observeUndone: context => observeUndone.call(handler, of(context)),
          }
        : {}),
    };
  }

  async check(context: StepContext): Promise<readonly Check[]> {
    const { repository } = this.#sources;
    const { plan } = context;
    const head = await repository.head();
    const moved: string[] = [];
    for (const { path, after } of fileWrites(plan)) {
      const current = head && (await repository.read(head, path));
      if ((current || undefined) !== (after || undefined)) {
        moved.push(path);
      }
    }
    const cluster = clusterPart(plan);
    return [
      {
        id: 'version',
        title: 'Git has the version',
        status: moved.length === 0 ? 'passing' : 'failing',
        words:
          moved.length === 0
            ? 'The newest version has these values.'
            : `${moved.join(', ')} was changed again since.`,
      },
      ...(cluster
        ? await this.#configure().check({ ...context, plan: cluster })
        : []),
    ];
  }

  async afterVerification(context: StepContext): Promise<void> {
    const cluster = clusterPart(context.plan);
    if (cluster) {
      await this.#configure().afterVerification?.({
        ...context,
        plan: cluster,
      });
    }
    this.#sources.onWritten();
  }

  async #edited(
    context: ObserveContext,
    input: ConfigurationChangeInput,
    at: { readonly head: string | undefined; readonly before: Texts },
  ): Promise<EditedFiles> {
    const base = { target: context.target, head: at.head, texts: at.before };
    switch (input.action) {
      case 'apply':
        return { type: 'edited', texts: at.before };
      case 'adopt':
        return adoptedTexts(context, base, this.#sources.schemas);
      default:
        return editedTexts(input, base, this.#sources);
    }
  }

  #configure(): ChangeKind {
    const configure = this.#sources.kinds.kind('configure');
    if (!configure) {
      throw new Error(
        'No module configures workloads any more, so the change cannot go on. Add the Kubernetes module to the backend.',
      );
    }
    return configure;
  }
}

function problemWords(
  { message, path, origin }: ConfigurationProblem,
  where?: string,
): string {
  const place = origin?.file
    ? `${origin.file}:${origin.line}:${origin.column}`
    : undefined;
  return [[where, place, path || undefined].filter(Boolean).join(' '), message]
    .filter(Boolean)
    .join(': ');
}

function listed(objections: readonly string[]): string {
  const rest = objections.length - MOST_PROBLEMS;
  return [
    ...objections.slice(0, MOST_PROBLEMS),
    ...(rest > 0 ? [`and ${rest} more.`] : []),
  ].join('\n');
}
