import type { RiskFactor } from '@mandate/plugin-mandate-common';
import type {
  Assessor,
  AssessorPart,
  AssessorRequest,
} from '@mandate/plugin-mandate-node';
import {
  type ApprovalRequirement,
  isStricter,
  type MandateInForce,
  type ReplayedChange,
  replayMandates,
} from '@mandate/policy';
import type { KernelStore } from '../../database/KernelStore';
import { pastDecisions } from '../../database/revisions/pastDecisions';
import { narrowingInEffect } from '../../domain/earnedAutonomy/narrowing';
import { mandateOf } from '../../domain/mandateChange/mandateObject';

/** Enough to show what a mandate does, and read in well under a second. */
const PAST_CHANGES = 1_000;
/** How much it counts that past changes would have run freer. */
const WIDENING_WEIGHT = 0.3;

/** Tells whoever approves a mandate what it would have done to past changes. */
export class MandateReplayAssessor implements Assessor {
  readonly id = 'mandate-replay';
  readonly #store: KernelStore;
  readonly #defaultApprovers: readonly ApprovalRequirement[];

  constructor(options: {
    readonly store: KernelStore;
    readonly defaultApprovers: readonly ApprovalRequirement[];
  }) {
    this.#store = options.store;
    this.#defaultApprovers = options.defaultApprovers;
  }

  async assess({ target, plan }: AssessorRequest): Promise<AssessorPart> {
    if (target.workload.kind !== 'Mandate') {
      return {};
    }
    const wanted = mandateOf(target.entityRef, plan.objects[0].after);
    const { past, inForce, narrowings, nowMs } = await this.#store.read(
      async tx => ({
        past: await pastDecisions(tx, PAST_CHANGES),
        inForce: await tx.mandates.inForce(),
        narrowings: await tx.narrowings.inEffect(),
        nowMs: await tx.now(),
      }),
    );
    const others = inForce.filter(({ name }) => name !== target.entityRef);
    const after: readonly MandateInForce[] = wanted
      ? [
          ...others,
          {
            status: 'readable',
            name: target.entityRef,
            title: wanted.title,
            version: 'proposed',
            spec: wanted.spec,
            reviewedAtMs: nowMs,
          },
        ]
      : others;
    const { differences } = replayMandates({
      changes: past,
      before: inForce,
      after,
      settings: {
        defaultApprovers: this.#defaultApprovers,
        findingErrorsNeedApproval: true,
        narrowings: narrowings.map(narrowingInEffect),
      },
      nowMs,
    });
    return { riskFactors: [replayFactor(past.length, differences)] };
  }
}

function replayFactor(
  count: number,
  differences: readonly ReplayedChange[],
): RiskFactor {
  const freer = differences.filter(({ before, after }) =>
    isStricter(before.oversight, after.oversight),
  ).length;
  const stricter = differences.filter(({ before, after }) =>
    isStricter(after.oversight, before.oversight),
  ).length;
  return {
    id: 'mandate-replay',
    words:
      count === 0
        ? 'There are no past changes to try it on.'
        : `Tried on ${
            count === 1 ? 'the last change' : `the last ${count} changes`
          }: with it, ${freer} would have run freer, and ${stricter} would have been held back more.`,
    effect: freer > 0 ? 'raises' : 'neutral',
    weight: freer > 0 ? WIDENING_WEIGHT : 0,
  };
}
