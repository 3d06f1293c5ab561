import type { LoggerService } from '@backstage/backend-plugin-api';
import {
  type Assessment,
  assessmentSchema,
  type Plan,
  type Proposer,
  type TargetFacts,
} from '@mandate/plugin-mandate-common';
import type {
  Assessor,
  AssessorPart,
  AssessorRequest,
  TargetDirectory,
} from '@mandate/plugin-mandate-node';
import { z } from 'zod';
import type { KernelStore } from '../../database/KernelStore';
import { classify } from '../../domain/assessment/classify';
import { assessRisk } from '../../domain/assessment/risk';
import { localTime } from '../../domain/decide/localTime';
import type { AnyChangeKind } from '../kinds/ChangeKindRegistry';
import type { KernelSettings } from '../settings/KernelSettings';

/** How far back experience counts. */
const EXPERIENCE_MS = 365 * 24 * 3_600_000;

/** What is assessed. */
export interface AssessingRequest {
  readonly kind: AnyChangeKind;
  readonly target: TargetFacts;
  readonly plan: Plan;
  readonly proposer: Proposer;
}

const partSchema = assessmentSchema
  .pick({ findings: true, cost: true })
  .extend({ riskFactors: assessmentSchema.shape.risk.shape.factors })
  .partial();

type AssessorOutcome =
  | { readonly type: 'part'; readonly part: AssessorPart }
  | { readonly type: 'gap'; readonly assessor: string; readonly words: string };

/** Finds out what is known about a plan before it is decided. */
export class Assessing {
  readonly #store: KernelStore;
  readonly #targets: TargetDirectory;
  readonly #assessors: readonly Assessor[];
  readonly #settings: Pick<KernelSettings, 'assessorTimeout' | 'environments'>;
  readonly #logger: LoggerService;

  constructor(options: {
    readonly store: KernelStore;
    readonly targets: TargetDirectory;
    /** Read at each use: modules add to it while the backend starts. */
    readonly assessors: readonly Assessor[];
    readonly settings: Pick<KernelSettings, 'assessorTimeout' | 'environments'>;
    readonly logger: LoggerService;
  }) {
    this.#store = options.store;
    this.#targets = options.targets;
    this.#assessors = options.assessors;
    this.#settings = options.settings;
    this.#logger = options.logger;
  }

  /** All assessors run at the same time. One that fails or is late leaves a gap, which never counts as good news. */
  async assess(request: AssessingRequest): Promise<Assessment> {
    const [outcomes, dependants, experience] = await Promise.all([
      Promise.all(
        this.#assessors.map(assessor => this.#ask(assessor, request)),
      ),
      this.#targets.dependants(request.target.entityRef),
      this.#experience(request),
    ]);
    const parts = outcomes.flatMap(outcome =>
      outcome.type === 'part' ? [outcome.part] : [],
    );
    const { name, title, risk } = request.kind;
    return {
      classification: classify(name, request.plan),
      risk: assessRisk({
        kind: { title, ...risk },
        plan: request.plan,
        target: request.target,
        dependants,
        ...experience,
        assessorFactors: parts.flatMap(part => part.riskFactors ?? []),
      }),
      findings: parts.flatMap(part => part.findings ?? []),
      cost: parts.find(part => part.cost)?.cost,
      dependants: [...dependants],
      gaps: outcomes.flatMap(outcome =>
        outcome.type === 'gap'
          ? [{ assessor: outcome.assessor, words: outcome.words }]
          : [],
      ),
    };
  }

  async #ask(
    assessor: Assessor,
    { kind, target, plan }: AssessingRequest,
  ): Promise<AssessorOutcome> {
    const signal = AbortSignal.timeout(this.#settings.assessorTimeout);
    try {
      const part: unknown = await withinSignal(
        assessor,
        { kind: kind.name, target, plan, signal },
        signal,
      );
      return { type: 'part', part: partSchema.parse(part) };
    } catch (error) {
      this.#logger.warn(
        `The assessor '${assessor.id}' failed for ${kind.name} of ${target.entityRef} in ${target.environment}; the change will not run alone.`,
        error instanceof Error ? error : undefined,
      );
      return {
        type: 'gap',
        assessor: assessor.id,
        words:
          error instanceof z.ZodError
            ? 'It gave an answer that cannot be used.'
            : 'It did not answer.',
      };
    }
  }

  async #experience({ kind, target, proposer }: AssessingRequest) {
    return this.#store.read(async tx => {
      const now = await tx.now();
      const of = {
        kind: kind.name,
        entityRef: target.entityRef,
        environment: target.environment,
        sinceMs: now - EXPERIENCE_MS,
      };
      const environment = this.#settings.environments.find(
        ({ name }) => name === target.environment,
      );
      const { hour, weekday } = localTime(now, environment?.timeZone ?? 'UTC');
      return {
        history: await tx.changes.outcomes(of),
        proposerIsNew: !(await tx.changes.hasProposed({
          ...of,
          proposerRef: proposer.ref,
        })),
        time: { hour, weekend: weekday === 'saturday' || weekday === 'sunday' },
      };
    });
  }
}

/** An assessor that ignores its signal must not hold up the proposal. */
function withinSignal(
  assessor: Assessor,
  request: AssessorRequest,
  signal: AbortSignal,
): Promise<AssessorPart> {
  return new Promise((resolve, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason), {
      once: true,
    });
    assessor.assess(request).then(resolve, reject);
  });
}
