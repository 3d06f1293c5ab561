import type { LoggerService } from '@backstage/backend-plugin-api';
import {
  BACKUP_CHECK,
  type Plan,
  type PreflightCheck,
  preflightCheckSchema,
  type TargetFacts,
} from '@mandate/plugin-mandate-common';
import type {
  ClusterAccess,
  PreflightContext,
  PreflightSource,
} from '@mandate/plugin-mandate-node';
import { z } from 'zod';
import { touchesData, uniteChecks } from '../../domain/assessment/preflight';
import type { AnyChangeKind } from '../kinds/ChangeKindRegistry';
import { withinSignal } from './withinSignal';

/** What is looked at. */
export interface PreflightRequest {
  readonly kind: AnyChangeKind;
  readonly target: TargetFacts;
  readonly plan: Plan;
}

const answerSchema = z.array(preflightCheckSchema).max(50);

/** Something that answers with checks: a kind itself, or what a module added. */
type Asked = Pick<PreflightSource, 'id' | 'title'> & {
  readonly check: (
    context: PreflightContext,
  ) => Promise<readonly PreflightCheck[]>;
};

/** Looks whether changes are ready to start. Reads clusters and catalog; never called inside a transaction. */
export class Preflight {
  readonly #sources: readonly PreflightSource[];
  readonly #clusters: ClusterAccess;
  readonly #dependencies: (
    target: TargetFacts,
  ) => Promise<readonly TargetFacts[]>;
  readonly #timeoutMs: number;
  readonly #logger: LoggerService;

  constructor(options: {
    /** Read at each use: modules add to it while the backend starts. */
    readonly sources: readonly PreflightSource[];
    readonly clusters: ClusterAccess;
    /** What a target depends on directly, in its environment. */
    readonly dependencies: (
      target: TargetFacts,
    ) => Promise<readonly TargetFacts[]>;
    /** What takes longer is unknown. */
    readonly timeoutMs: number;
    readonly logger: LoggerService;
  }) {
    this.#sources = options.sources;
    this.#clusters = options.clusters;
    this.#dependencies = options.dependencies;
    this.#timeoutMs = options.timeoutMs;
    this.#logger = options.logger;
  }

  /** All checks at the same time, one an id; what throws or is late is unknown, which counts as failed. */
  async check(request: PreflightRequest): Promise<readonly PreflightCheck[]> {
    const asked = this.#asked(request);
    if (asked.length === 0) {
      return requiredChecks(request, []);
    }
    const dependencies = await this.#dependencies(request.target);
    const answers = await Promise.all(
      asked.map(source => this.#ask(source, request, dependencies)),
    );
    const checks = uniteChecks(answers.flat());
    return [...checks, ...requiredChecks(request, checks)];
  }

  #asked({ kind, plan }: PreflightRequest): readonly Asked[] {
    const { name, title, preflight, actsOn } = kind;
    const concern = {
      kind: name,
      plan,
      touchesData: touchesData(kind.risk, plan),
    };
    return [
      ...(preflight
        ? [
            {
              id: name,
              title: `${title} is ready to start`,
              check: preflight.bind(kind),
            },
          ]
        : []),
      // Modules look at workloads in clusters.
      ...(actsOn === 'portal' ? [] : this.#sources)
        .filter(source => source.concerns(concern))
        .map(source => ({
          id: source.id,
          title: source.title,
          check: source.check.bind(source),
        })),
    ];
  }

  async #ask(
    source: Asked,
    { kind, target, plan }: PreflightRequest,
    dependencies: readonly TargetFacts[],
  ): Promise<readonly PreflightCheck[]> {
    const signal = AbortSignal.timeout(this.#timeoutMs);
    try {
      const answer: unknown = await withinSignal(
        source.check({
          kind: kind.name,
          target,
          plan,
          dependencies,
          clusters: this.#clusters,
          signal,
        }),
        signal,
      );
      return answerSchema.parse(answer);
    } catch (error) {
      this.#logger.warn(
        `The preflight of '${source.id}' failed for ${kind.name} of ${target.entityRef} in ${target.environment}; it counts as not ready.`,
        error instanceof Error ? error : undefined,
      );
      return [
        {
          id: source.id,
          title: source.title,
          status: 'unknown',
          words:
            error instanceof z.ZodError
              ? 'It gave an answer that cannot be used.'
              : 'It did not answer.',
        },
      ];
    }
  }
}

/** Data is never touched on the strength of a backup that nobody looked for. */
function requiredChecks(
  { kind, plan }: PreflightRequest,
  checks: readonly PreflightCheck[],
): readonly PreflightCheck[] {
  return touchesData(kind.risk, plan) &&
    !checks.some(({ id }) => id === BACKUP_CHECK)
    ? [
        {
          id: BACKUP_CHECK,
          title: 'A backup is verified',
          status: 'unknown',
          words:
            'It touches data, and nothing here can tell whether there is a good backup.',
        },
      ]
    : [];
}
