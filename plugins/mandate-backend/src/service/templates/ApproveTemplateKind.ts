import type { LoggerService } from '@backstage/backend-plugin-api';
import { ServiceUnavailableError } from '@backstage/errors';
import {
  APPROVE_TEMPLATE_KIND,
  PORTAL_ENVIRONMENT,
  type Plan,
  type TargetFacts,
  type TemplateChangeInput,
  templateChangeInputSchema,
  templateRef,
} from '@mandate/plugin-mandate-common';
import type {
  ChangeKind,
  Check,
  ObserveContext,
  PlanOutcome,
  StepContext,
  StepHandler,
  TemplatePackageRenderer,
} from '@mandate/plugin-mandate-node';
import { renderPackage, sampleValues } from '@mandate/templates';
import type { KernelStore } from '../../database/KernelStore';
import type { StoredTemplateVersion } from '../../database/templates/TemplateVersionStore';
import { withText } from '../plan/fileText';
import { portalCheck, portalStep } from '../plan/portalStep';
import { baseVersionOf, standingOf } from './plannedState';
import { RecordedVersion } from './RecordedVersion';
import { type RepositoryReader, repositoryReader } from './repositoryReader';
import type { ParsedTemplate, TemplateCache } from './TemplateCache';
import type { TemplateTypes } from './TemplateTypes';
import { commitTemplateStep } from './commitTemplateStep';
import {
  approvalPlan,
  COMMIT_STEP,
  type PlannedTemplate,
  PREVIEW_INSTANCE,
  RECORD_STEP,
  withdrawalPlan,
} from './templatePlan';
import type { TemplateRepository } from './TemplateRepository';

/**
 * A version of a template is approved by its digest: from then on instances of exactly this version are standard, or
 * within or beyond the ranges it declares. A version that is approved can be deprecated or withdrawn. Undone, the state
 * before is recorded again.
 */
export class ApproveTemplateKind implements ChangeKind<TemplateChangeInput> {
  readonly name = APPROVE_TEMPLATE_KIND;
  readonly title = 'Approve template';
  readonly description = `Approves a version of a template by its digest, so that instances of it are standard; or deprecates or withdraws one. The target is \`template:default/NAME\` in the environment \`${PORTAL_ENVIRONMENT}\`.

Give \`{ action: 'approve', text, decisionRecord? }\` with the whole file, or \`{ action: 'deprecate' | 'withdraw', digest, reason }\`. The plan shows the difference to the last approved version, and what the defaults render to.`;
  readonly inputSchema = templateChangeInputSchema;
  readonly actsOn = 'portal';
  readonly risk = {
    destructive: false,
    // What is approved here may run without anybody being asked again.
    touchesIdentity: true,
    touchesData: false,
    irreversibility: 0.1,
  };
  readonly #store: KernelStore;
  readonly #state: RecordedVersion;
  readonly #cache: TemplateCache;
  readonly #types: TemplateTypes;
  readonly #renderer: TemplatePackageRenderer;
  readonly #repository: TemplateRepository | undefined;
  readonly #read: RepositoryReader;
  readonly #logger: LoggerService;

  constructor(options: {
    readonly store: KernelStore;
    readonly cache: TemplateCache;
    readonly types: TemplateTypes;
    readonly renderer: TemplatePackageRenderer;
    /** Where approved files are committed; nowhere when absent. */
    readonly repository?: TemplateRepository;
    readonly logger: LoggerService;
  }) {
    this.#store = options.store;
    this.#state = new RecordedVersion(options.store);
    this.#cache = options.cache;
    this.#types = options.types;
    this.#renderer = options.renderer;
    this.#repository = options.repository;
    this.#read = repositoryReader(options);
    this.#logger = options.logger;
  }

  describe(input: TemplateChangeInput, target: TargetFacts): string {
    const verbs = {
      approve: 'Approve',
      deprecate: 'Deprecate',
      withdraw: 'Withdraw',
    } as const;
    return `${verbs[input.action]} template ${target.name}`;
  }

  async plan(
    { target }: ObserveContext,
    input: TemplateChangeInput,
  ): Promise<PlanOutcome> {
    return input.action === 'approve'
      ? this.#planApproval(target, input)
      : this.#planWithdrawal(target, input);
  }

  async observeVersion({ target }: ObserveContext): Promise<string> {
    return this.#baseOf(
      await this.#versions(target),
      await this.#replacedText(target),
    );
  }

  step(plan: Plan, stepId: string): StepHandler {
    if (stepId === COMMIT_STEP) {
      if (!this.#repository) {
        throw new Error(
          'The plan commits the template, and no repository is configured any more: set mandate.templates.repository again.',
        );
      }
      return commitTemplateStep(plan, {
        repository: this.#repository,
        now: () => this.#store.read(tx => tx.now()),
        logger: this.#logger,
      });
    }
    if (stepId !== RECORD_STEP) {
      throw new Error(`The kind '${this.name}' has no step '${stepId}'.`);
    }
    return portalStep(this.#state);
  }

  async check(context: StepContext): Promise<readonly Check[]> {
    return portalCheck(this.#state, context, {
      id: 'recorded',
      title: 'The version is in the state that was approved',
    });
  }

  async #planApproval(
    target: TargetFacts,
    input: Extract<TemplateChangeInput, { action: 'approve' }>,
  ): Promise<PlanOutcome> {
    const parsed = this.#cache.parse(input.text);
    if (!parsed.ok) {
      return {
        type: 'impossible',
        words: `The template is not valid: ${parsed.words}`,
      };
    }
    const { template, digest } = parsed;
    if (templateRef(template.name) !== target.entityRef) {
      return {
        type: 'impossible',
        words: `The file is the template ${template.name}, and the change is about ${target.entityRef}. Both must be the same.`,
      };
    }
    const mistakes = await this.#types.mistakesIn(parsed);
    if (mistakes !== undefined) {
      return {
        type: 'impossible',
        words: `The template does not fit the kinds of the cluster: ${mistakes}`,
      };
    }
    const versions = await this.#versions(target);
    const same = versions.find(one => one.digest === digest);
    const last = versions.find(({ state }) => state === 'approved');
    if (same?.state === 'approved') {
      return {
        type: 'nothing-to-do',
        words: `Exactly this version is approved already.${
          last && last !== same
            ? ` New instances get ${last.digest}, which was approved later: deprecate that one to go back to this.`
            : ''
        }`,
      };
    }
    const after = await this.#previewed(parsed);
    const trouble = after.preview.package?.trouble;
    if (trouble !== undefined) {
      return {
        type: 'impossible',
        words: `It cannot be rendered, so nobody could see what is approved: ${trouble}`,
      };
    }
    const before = last && this.#cache.parse(last.text);
    const replaced = await this.#read(repository =>
      repository.read({ name: template.name, digest }),
    );
    if (!replaced.ok) {
      // Nothing is wrong with the change: whoever asks asks again later.
      throw new ServiceUnavailableError(
        'The repository of templates cannot be read now. Try again later; whoever runs the portal finds the reason in its log, and the place in mandate.templates.repository.',
      );
    }
    return {
      type: 'planned',
      plan: approvalPlan({
        before: before?.ok ? await this.#previewed(before) : undefined,
        after,
        decisionRecord: input.decisionRecord,
        standingBefore: same && standingOf(same),
        baseVersion: this.#baseOf(versions, replaced.found?.text),
        isCommitted: this.#repository !== undefined,
        replaced: this.#replaced(replaced.found?.text),
        replacedRecord: replaced.found?.decisionRecord,
      }),
    };
  }

  async #previewed({
    template,
    digest,
  }: Extract<ParsedTemplate, { ok: true }>): Promise<PlannedTemplate> {
    const preview = await renderPackage({
      template,
      renderer: this.#renderer,
      instance: PREVIEW_INSTANCE,
      values: sampleValues(template),
    });
    return { template, digest, preview };
  }

  async #planWithdrawal(
    target: TargetFacts,
    input: Exclude<TemplateChangeInput, { action: 'approve' }>,
  ): Promise<PlanOutcome> {
    const { versions, instances } = await this.#store.read(async tx => ({
      versions: await tx.templateVersions.all(nameOf(target)),
      instances: await tx.templateInstances.list({ digest: input.digest }),
    }));
    const version = versions.find(({ digest }) => digest === input.digest);
    const parsed = version && this.#cache.parse(version.text);
    if (!version || !parsed?.ok) {
      return {
        type: 'impossible',
        words: `No version ${input.digest} of ${target.name} is recorded.`,
      };
    }
    const wanted = input.action === 'deprecate' ? 'deprecated' : 'withdrawn';
    if (version.state === wanted) {
      return { type: 'nothing-to-do', words: `It is ${wanted} already.` };
    }
    return {
      type: 'planned',
      plan: withdrawalPlan({
        version,
        template: parsed.template,
        action: input.action,
        reason: input.reason,
        instances: instances.map(
          one => `${one.entityRef} in ${one.environment}`,
        ),
        baseVersion: this.#baseOf(versions, await this.#replacedText(target)),
      }),
    };
  }

  /** Another text in the repository is another version: somebody merged it, and nobody has approved over it. */
  #baseOf(
    versions: readonly StoredTemplateVersion[],
    replacedText: string | undefined,
  ): string {
    const base = baseVersionOf(versions);
    return this.#repository ? withText(base, replacedText) : base;
  }

  /** The text that the repository has; one that cannot be read keeps nobody from taking a version out of use. */
  async #replacedText(target: TargetFacts): Promise<string | undefined> {
    const replaced = await this.#read(repository =>
      repository.readText(nameOf(target)),
    );
    return replaced.ok ? replaced.found : undefined;
  }

  #replaced(text: string | undefined) {
    return text === undefined
      ? undefined
      : { text, parsed: this.#cache.parse(text) };
  }

  #versions(target: TargetFacts): Promise<readonly StoredTemplateVersion[]> {
    return this.#store.read(tx => tx.templateVersions.all(nameOf(target)));
  }
}

function nameOf({ workload }: TargetFacts): string {
  return workload.name;
}
