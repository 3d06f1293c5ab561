import type {
  Plan,
  PreflightCheck,
  TargetFacts,
} from '@mandate/plugin-mandate-common';
import type {
  ActOutcome,
  CallAgain,
  ChangeKind,
  Check,
  ClusterAccess,
  Observation,
  StepContext,
  StepHandler,
} from '@mandate/plugin-mandate-node';

/** The longest that a step is waited for to say something, on a machine however slow. */
const LONGEST_WAIT_MS = 60_000;

/** Drives a change kind as the kernel does, one call at a time. */
export class ChangeDriver<Input> {
  constructor(
    private readonly options: {
      readonly kind: ChangeKind<Input>;
      readonly target: TargetFacts;
      readonly clusters: ClusterAccess;
      readonly changeId: string;
      readonly fence?: number;
    },
  ) {}

  async plan(input: unknown): Promise<Plan> {
    const outcome = await this.planOutcome(input);
    if (outcome.type !== 'planned') {
      throw new Error(`No plan: ${outcome.words}`);
    }
    return outcome.plan;
  }

  planOutcome(input: unknown) {
    const { kind, target, clusters } = this.options;
    const signal = new AbortController().signal;
    const parsed = kind.inputSchema.parse(input);
    return kind.plan({ target, clusters, signal }, parsed);
  }

  version(plan: Plan): Promise<string> {
    const { kind, target, clusters } = this.options;
    const signal = new AbortController().signal;
    return kind.observeVersion({ target, clusters, signal }, plan);
  }

  /** What the kind says of being ready to start, by topic. */
  async preflight(
    plan: Plan,
    dependencies: readonly TargetFacts[] = [],
  ): Promise<Readonly<Record<string, PreflightCheck>>> {
    const { kind, target, clusters } = this.options;
    const checks = await kind.preflight?.({
      kind: kind.name,
      target,
      clusters,
      plan,
      dependencies,
      signal: new AbortController().signal,
    });
    return Object.fromEntries((checks ?? []).map(check => [check.id, check]));
  }

  /** Acts on every step in order; throws when one is not observed as present. */
  async run(plan: Plan): Promise<void> {
    for (const { id } of plan.steps) {
      const acted = await actedPatiently(() => this.act(plan, id));
      const seen = await this.observe(plan, id);
      if (acted.type !== 'acted' || seen.type !== 'present') {
        throw new Error(
          `Step ${id}: ${JSON.stringify(acted)}, then ${JSON.stringify(seen)}`,
        );
      }
    }
  }

  /** As `run`, but a step that is not there yet is tried again, as the kernel does it. */
  async runPatiently(plan: Plan, timeoutMs = 40_000): Promise<void> {
    const until = Date.now() + timeoutMs;
    for (const { id } of plan.steps) {
      let seen = await this.observe(plan, id);
      while (seen.type !== 'present') {
        const acted = await this.act(plan, id);
        seen = await this.observe(plan, id);
        if (acted.type === 'refused' || Date.now() > until) {
          throw new Error(
            `Step ${id}: ${JSON.stringify(acted)}, then ${JSON.stringify(
              seen,
            )}`,
          );
        }
        if (seen.type !== 'present') {
          await new Promise(resolve => setTimeout(resolve, 200));
        }
      }
    }
  }

  act(plan: Plan, stepId: string): Promise<ActOutcome> {
    return this.handler(plan, stepId).act(this.context(plan, stepId));
  }

  /** Acts until the step reports something like this, then calls it off; answers all that it reported. */
  async actUntil(
    plan: Plan,
    stepId: string,
    wanted: RegExp,
  ): Promise<readonly string[]> {
    const reports: string[] = [];
    const said = new AbortController();
    const report = (words: string) => {
      reports.push(words);
      if (wanted.test(words)) {
        said.abort();
      }
    };
    const signal = AbortSignal.any([
      said.signal,
      AbortSignal.timeout(LONGEST_WAIT_MS),
    ]);
    const context = { ...this.context(plan, stepId), signal, report };
    try {
      await this.handler(plan, stepId).act(context);
    } catch (error) {
      if (said.signal.aborted) {
        return reports;
      }
      throw error;
    }
    throw new Error(`Step ${stepId} ended by itself.`);
  }

  observe(plan: Plan, stepId: string): Promise<Observation> {
    return this.handler(plan, stepId).observe(this.context(plan, stepId));
  }

  /** Takes every step back, the last first; answers what was observed of each that can be taken back. */
  async undo(plan: Plan): Promise<readonly Observation[]> {
    const observed: Observation[] = [];
    for (const { id } of [...plan.steps].reverse()) {
      const { undo, observeUndone } = this.handler(plan, id);
      if (undo && observeUndone) {
        const acted = await actedPatiently(() => undo(this.context(plan, id)));
        if (acted.type !== 'acted') {
          throw new Error(`Undo of ${id}: ${acted.words}`);
        }
        observed.push(await observeUndone(this.context(plan, id)));
      }
    }
    return observed;
  }

  /** What the kernel calls once the change has succeeded. */
  async afterVerification(plan: Plan): Promise<void | CallAgain> {
    const context = this.context(plan, plan.steps[0].id);
    return this.options.kind.afterVerification?.(context);
  }

  check(plan: Plan): Promise<readonly Check[]> {
    return this.options.kind.check(this.context(plan, plan.steps[0].id));
  }

  /** Looks again and again until the checks are as wanted; the last look when that takes too long. */
  async checkUntil(
    plan: Plan,
    wanted: (checks: readonly Check[]) => boolean,
    timeoutMs = 40_000,
  ): Promise<readonly Check[]> {
    const until = Date.now() + timeoutMs;
    for (;;) {
      const checks = await this.check(plan);
      if (wanted(checks) || Date.now() > until) {
        return checks;
      }
      await new Promise(resolve => setTimeout(resolve, 200));
    }
  }

  private handler(plan: Plan, stepId: string): StepHandler {
    return this.options.kind.step(plan, stepId);
  }

  private context(plan: Plan, stepId: string): StepContext {
    const { target, clusters, changeId, fence = 1 } = this.options;
    return {
      report: () => {},
      target,
      clusters,
      changeId,
      revision: 1,
      plan,
      fence,
      idempotencyKey: `${changeId}/1/${stepId}`,
      signal: new AbortController().signal,
    };
  }
}

/** Whether nothing is left to wait for. */
export function allPassing(checks: readonly Check[]): boolean {
  return notPassing(checks).length === 0;
}

/** The checks that do not hold, so that a failing expectation shows them. */
export function notPassing(checks: readonly Check[]): readonly Check[] {
  return checks.filter(({ status }) => status !== 'passing');
}

/** Tries as often as the kernel would: a controller may write the object's status between our reading and writing it. */
async function actedPatiently(
  act: () => Promise<ActOutcome>,
): Promise<ActOutcome> {
  let outcome = await act();
  for (let tries = 1; outcome.type === 'retry' && tries < 5; tries += 1) {
    outcome = await act();
  }
  return outcome;
}
