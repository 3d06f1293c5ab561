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
  TargetDirectory,
} from '@mandate/plugin-mandate-node';
import { z } from 'zod';
import { concurrentChanges } from '../../database/changes/concurrentChanges';
import { readExperience } from '../../database/changes/readExperience';
import type { KernelStore } from '../../database/KernelStore';
import { classify } from '../../domain/assessment/classify';
import { assessRisk } from '../../domain/assessment/risk';
import {
  type RiskFeatures,
  riskFeatures,
} from '../../domain/assessment/riskFeatures';
import type { RiskInput } from '../../domain/assessment/riskInput';
import { localTime } from '../../domain/decide/localTime';
import type { AnyChangeKind } from '../kinds/ChangeKindRegistry';
import type { KernelSettings } from '../settings/KernelSettings';
import type { Preflight } from './Preflight';
import { withinSignal } from './withinSignal';

/** How far back experience counts. */
const EXPERIENCE_MS = 365 * 24 * 3_600_000;

/** What is assessed. */
export interface AssessingRequest {
  readonly kind: AnyChangeKind;
  readonly target: TargetFacts;
  readonly plan: Plan;
  readonly proposer: Proposer;
}

/** How far back trouble with the target counts. */
const INCIDENTS_MS = 14 * 24 * 3_600_000;

/** An assessment with what risk models learn from it, once its outcome is known. */
export interface AssessedPlan {
  readonly assessment: Assessment;
  readonly riskFeatures: RiskFeatures;
}

/** The settings that assessing reads. */
type AssessingSettings = Pick<
  KernelSettings,
  'assessorTimeout' | 'environments' | 'risk'
>;

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
  readonly #portalAssessors: readonly Assessor[];
  readonly #preflight: Pick<Preflight, 'check'>;
  readonly #settings: AssessingSettings;
  readonly #logger: LoggerService;

  constructor(options: {
    readonly store: KernelStore;
    readonly targets: TargetDirectory;
    /** Read at each use: modules add to it while the backend starts. */
    readonly assessors: readonly Assessor[];
    /** Those of kinds that act on what the portal keeps. */
    readonly portalAssessors?: readonly Assessor[];
    readonly preflight: Pick<Preflight, 'check'>;
    readonly settings: AssessingSettings;
    readonly logger: LoggerService;
  }) {
    this.#store = options.store;
    this.#targets = options.targets;
    this.#assessors = options.assessors;
    this.#portalAssessors = options.portalAssessors ?? [];
    this.#preflight = options.preflight;
    this.#settings = options.settings;
    this.#logger = options.logger;
  }

  /** All assessors run at the same time. One that fails or is late leaves a gap, which never counts as good news. */
  async assess(request: AssessingRequest): Promise<AssessedPlan> {
    const [outcomes, preflight, { dependants, trained, ...experience }] =
      await Promise.all([
        Promise.all(
          this.#assessorsOf(request).map(assessor =>
            this.#ask(assessor, request),
          ),
        ),
        this.#preflight.check(request),
        this.#experience(request),
      ]);
    const parts = outcomes.flatMap(outcome =>
      outcome.type === 'part' ? [outcome.part] : [],
    );
    const { name, title, risk, actsOn } = request.kind;
    // No template approves what the portal keeps beforehand.
    const classification =
      actsOn === 'portal' ? 'novel' : classify(name, request.plan);
    const input: RiskInput = {
      kind: { title, ...risk },
      plan: request.plan,
      classification,
      target: request.target,
      dependants,
      ...experience,
      assessorFactors: parts.flatMap(part => part.riskFactors ?? []),
    };
    const assessment: Assessment = {
      classification,
      risk: assessRisk(input, {
        thresholds: this.#settings.risk.thresholds,
        trained,
      }),
      findings: parts.flatMap(part => part.findings ?? []),
      cost: parts.find(part => part.cost)?.cost,
      dependants: [...dependants],
      preflight: [...preflight],
      gaps: outcomes.flatMap(outcome =>
        outcome.type === 'gap'
          ? [{ assessor: outcome.assessor, words: outcome.words }]
          : [],
      ),
    };
    return { assessment, riskFeatures: riskFeatures(input) };
  }

  /** Modules look at workloads; what the portal keeps has assessors of its own. */
  #assessorsOf({ kind }: AssessingRequest): readonly Assessor[] {
    return kind.actsOn === 'portal' ? this.#portalAssessors : this.#assessors;
  }

  async #ask(
    assessor: Assessor,
    { kind, target, plan }: AssessingRequest,
  ): Promise<AssessorOutcome> {
    const signal = AbortSignal.timeout(this.#settings.assessorTimeout);
    try {
      const part: unknown = await withinSignal(
        assessor.assess({ kind: kind.name, target, plan, signal }),
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
    const { entityRef, environment: environmentName } = target;
    const dependants = await this.#targets.dependants(entityRef);
    return this.#store.read(async tx => {
      const now = await tx.now();
      const environment = this.#settings.environments.find(
        ({ name }) => name === environmentName,
      );
      const { hour, weekday } = localTime(now, environment?.timeZone ?? 'UTC');
      const training = await tx.riskModels.newest();
      return {
        dependants,
        trained: training?.riskModel && {
          version: training.version,
          riskModel: training.riskModel,
        },
        concurrent: await concurrentChanges(tx, {
          entityRef,
          environment: environmentName,
          dependants,
        }),
        ...(await readExperience(tx, {
          kind: kind.name,
          entityRef,
          environment: environmentName,
          proposerRef: proposer.ref,
          sinceMs: now - EXPERIENCE_MS,
          incidentsSinceMs: now - INCIDENTS_MS,
        })),
        time: { hour, weekend: weekday === 'saturday' || weekday === 'sunday' },
      };
    });
  }
}
