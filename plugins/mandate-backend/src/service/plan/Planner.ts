import type { LoggerService } from '@backstage/backend-plugin-api';
import { InputError, ServiceUnavailableError } from '@backstage/errors';
import type {
  Plan,
  ProposedEntity,
  TargetFacts,
  TargetReference,
} from '@mandate/plugin-mandate-common';
import {
  APPROVE_TEMPLATE_KIND,
  CHANGE_MANDATE_KIND,
  planSchema,
  PORTAL_ENVIRONMENT,
} from '@mandate/plugin-mandate-common';
import {
  type ClusterAccess,
  ClusterUnavailableError,
  type TargetDirectory,
} from '@mandate/plugin-mandate-node';
import { z } from 'zod';
import type { Change } from '../../domain/change/change';
import { inputMistakes } from '../../domain/input/inputMistakes';
import { planProblem } from '../../domain/plan/checkPlan';
import type {
  AnyChangeKind,
  ChangeKindRegistry,
} from '../kinds/ChangeKindRegistry';
import { isAnswer, wordsOfFailure } from '../kinds/wordsOfFailure';
import { planDigest } from './planDigest';

/** A plan with all that goes with it. */
export interface PlannedChange {
  readonly type: 'planned';
  readonly kind: AnyChangeKind;
  readonly target: TargetFacts;
  readonly plan: Plan;
  readonly digest: string;
  /** The change's title, in the kind's words. */
  readonly title: string;
}

/** What it should bring is there already. */
export interface NothingToDo {
  readonly type: 'nothing-to-do';
  readonly words: string;
  readonly kind: AnyChangeKind;
  readonly target: TargetFacts;
  /** As it would have if there were something to do. */
  readonly title: string;
}

/** A plan, or why there is none. */
export type PlanningOutcome =
  | PlannedChange
  | NothingToDo
  | { readonly type: 'impossible'; readonly words: string };

/** What to plan. */
export interface PlanningRequest {
  readonly kind: string;
  readonly target: TargetReference;
  readonly input: Readonly<Record<string, unknown>>;
  readonly proposedEntity?: ProposedEntity;
}

/** Computes plans from the targets' present state. Reads clusters and catalog; never called inside a transaction. */
export class Planner {
  readonly #kinds: ChangeKindRegistry;
  readonly #targets: TargetDirectory;
  readonly #clusters: ClusterAccess;
  readonly #timeoutMs: number;
  readonly #logger: LoggerService;

  constructor(options: {
    readonly kinds: ChangeKindRegistry;
    readonly targets: TargetDirectory;
    readonly clusters: ClusterAccess;
    readonly timeoutMs: number;
    readonly logger: LoggerService;
  }) {
    this.#kinds = options.kinds;
    this.#targets = options.targets;
    this.#clusters = options.clusters;
    this.#timeoutMs = options.timeoutMs;
    this.#logger = options.logger;
  }

  /**
   * Checks the input, resolves the target and plans.
   *
   * @throws InputError for an unknown kind, a wrong input, a name that is no DNS label, or a plan that cannot be
   *   accepted; NotFoundError for an unknown entity or environment; ServiceUnavailableError when the cluster does not
   *   answer.
   */
  async plan(request: PlanningRequest): Promise<PlanningOutcome> {
    const kind = this.#kinds.get(request.kind);
    const input = kind.inputSchema.safeParse(request.input);
    if (!input.success) {
      throw new InputError(
        `The input of '${kind.name}' is not right:\n${inputMistakes(
          input.error,
        )}`,
      );
    }
    const target = await this.#targets.resolve(request.target, {
      proposedEntity: request.proposedEntity,
    });
    demandFittingTarget(kind, target);
    const outcome = await this.#planOn(kind, target, input.data);
    if (outcome.type === 'impossible') {
      return outcome;
    }
    const title = kind.describe(input.data, target);
    if (outcome.type === 'nothing-to-do') {
      return { ...outcome, kind, target, title };
    }
    const plan = acceptedPlan(kind, outcome.plan);
    const { digest, bytes } = planDigest({ kind: kind.name, target, plan });
    const problem = planProblem(plan, bytes);
    if (problem) {
      throw new InputError(problem);
    }
    return { type: 'planned', kind, target, plan, digest, title };
  }

  /**
   * Plans a stored change again, from the target as it is now (G3). Throws as {@link Planner.plan}, and
   * ServiceUnavailableError while no module brings its kind any more.
   */
  async replan(change: Change): Promise<PlanningOutcome> {
    this.#kinds.ofExisting(change.kind);
    return this.plan({
      kind: change.kind,
      target: change.target,
      input: change.input,
      proposedEntity: change.proposedEntity,
    });
  }

  async #planOn(kind: AnyChangeKind, target: TargetFacts, input: unknown) {
    try {
      return await kind.plan(
        {
          target,
          clusters: this.#clusters,
          signal: AbortSignal.timeout(this.#timeoutMs),
        },
        input,
      );
    } catch (error) {
      if (
        error instanceof ClusterUnavailableError ||
        (error instanceof Error && error.name === 'TimeoutError')
      ) {
        const why =
          error instanceof ClusterUnavailableError
            ? error.words
            : 'It took too long.';
        // Without a cause: Backstage's errors add the cause's text to what the caller reads.
        throw new ServiceUnavailableError(
          `Cluster '${target.cluster}' does not answer, so the change could not be planned and nothing was stored. ${why} Try again when it answers.`,
        );
      }
      if (isAnswer(error)) {
        throw error;
      }
      this.#logger.error(
        `The change kind '${kind.name}' failed to plan for ${target.entityRef} in ${target.environment}.`,
        error instanceof Error ? error : new Error(String(error)),
      );
      throw new ServiceUnavailableError(
        `Nothing was planned or stored. ${wordsOfFailure(error, kind.name)}`,
      );
    }
  }
}

/** What the portal keeps is changed by the portal's own kinds, and nothing else is. */
function demandFittingTarget(kind: AnyChangeKind, target: TargetFacts): void {
  const isInPortal = target.environment === PORTAL_ENVIRONMENT;
  if (isInPortal !== (kind.actsOn === 'portal')) {
    throw new InputError(
      isInPortal
        ? `'${kind.name}' acts on workloads in clusters, and ${
            target.entityRef
          } is kept by the portal. Use the kind '${
            target.workload.kind === 'Template'
              ? APPROVE_TEMPLATE_KIND
              : CHANGE_MANDATE_KIND
          }' for it.`
        : `'${kind.name}' acts on what the portal keeps. Name a mandate or a template as the target, in the environment '${PORTAL_ENVIRONMENT}'.`,
    );
  }
}

/** A plan crosses from a module into the kernel: its shape is checked, and step ids must be unique. */
function acceptedPlan(kind: AnyChangeKind, plan: Plan): Plan {
  const parsed = planSchema.safeParse(plan);
  if (!parsed.success) {
    throw new InputError(
      `The change kind '${
        kind.name
      }' made a plan that cannot be used: ${z.prettifyError(parsed.error)}`,
    );
  }
  const ids = new Set(parsed.data.steps.map(({ id }) => id));
  if (ids.size !== parsed.data.steps.length) {
    throw new InputError(
      `The change kind '${kind.name}' made a plan with two steps of the same id.`,
    );
  }
  return parsed.data;
}
