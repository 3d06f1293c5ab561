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
import { filesOf } from '../repository/ConfigurationFiles';
import { validateFiles } from '../service/validateFiles';
import { changeDescription, changeTitle } from './changeWords';
import type { ConfigurationSources } from './ConfigurationSources';
import { commitStep } from './commitStep';
import { clusterPart, COMMIT_STEP, fileWrites } from './configurationPlan';
import { planChange } from './planChange';
import { listed, problemWords } from './problemWords';

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

  plan(
    context: ObserveContext,
    input: ConfigurationChangeInput,
  ): Promise<PlanOutcome> {
    return planChange(this.#sources, context, input);
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
