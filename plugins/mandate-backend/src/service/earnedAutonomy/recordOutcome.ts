import { trackRecordOf } from '@mandate/analytics';
import { mandatePath } from '@mandate/plugin-mandate-common';
import { randomUUID } from 'node:crypto';
import type { KernelTransaction } from '../../database/KernelTransaction';
import { shortName } from '../../domain/approval/waitingWords';
import type { Change, ChangeRevision } from '../../domain/change/change';
import { narrowAfterFailure } from '../../domain/earnedAutonomy/narrowing';
import { widerMandate } from '../../domain/earnedAutonomy/widerMandate';
import {
  failedIn,
  HALF_LIFE_MS,
  type Outcome,
  pathOf,
  ranAlone,
  RECORD_MS,
} from '../../domain/earnedAutonomy/outcome';
import { breaksGlass } from '../../domain/intervention/intervention';
import { KERNEL_ACTOR } from '../change/actors';

/**
 * Notes how a change ended, in the transaction that ends it. A failure of a change that ran alone narrows its mandate at
 * once when the record asks for it: what is decided after this transaction hears of it. The caller holds the rules when
 * the change failed.
 */
export async function recordOutcome(
  tx: KernelTransaction,
  change: Change,
  revision: ChangeRevision,
): Promise<void> {
  const failed = failedIn(change.state);
  if (failed === undefined) {
    return;
  }
  const glassIsBroken = breaksGlass(await tx.interventions.ofPlan(revision));
  const { mandate } = revision.decision.decidedBy;
  const { kind } = change;
  const widenedAtMs =
    mandate === undefined
      ? undefined
      : await tx.narrowings.lastWidenedAt({ mandate, kind });
  const outcome: Outcome = {
    changeId: change.id,
    mandate,
    kind,
    path: pathOf(revision.decision, glassIsBroken),
    failed,
    // After the widening before it, also when the clock was set back in between.
    endedAtMs: Math.max(await tx.now(), (widenedAtMs ?? 0) + 1),
  };
  await tx.outcomes.note(outcome);
  if (failed && ranAlone(outcome) && mandate !== undefined) {
    await narrow(tx, change, { ...outcome, mandate });
  }
  if (!failed && mandate !== undefined) {
    await tellOfWiderMandate(tx, { ...outcome, mandate });
  }
}

/** The owner hears once when a record becomes good enough for a wider mandate. Nothing is widened by it. */
async function tellOfWiderMandate(
  tx: KernelTransaction,
  of: Outcome & { readonly mandate: string },
): Promise<void> {
  const { mandate, kind, changeId, endedAtMs: nowMs } = of;
  const stored = await tx.mandates.get(mandate);
  const spec = stored?.inForce?.spec;
  const isNarrowed =
    (await tx.narrowings.inEffect({ mandate, kind })).length > 0;
  if (!stored || !spec || 'unreadable' in spec || isNarrowed) {
    return;
  }
  const outcomes = await tx.outcomes.since(nowMs - RECORD_MS, {
    mandate,
    kind,
  });
  const proposalOf = (ended: readonly Outcome[]) =>
    widerMandate(
      spec,
      kind,
      trackRecordOf(ended, { nowMs, halfLifeMs: HALF_LIFE_MS }),
    );
  const proposal = proposalOf(outcomes);
  const wasKnown = proposalOf(
    outcomes.filter(outcome => outcome.changeId !== changeId),
  );
  if (!proposal || wasKnown) {
    return;
  }
  await tx.outbox.add({
    type: 'notification',
    message: {
      recipients: [spec.owner],
      title: `Mandate ${stored.title} could grant more for ${kind}`,
      description: `${proposal.words} Nothing changes by itself: look at it and propose it, or leave it.`,
      link: mandatePath(mandate),
      severity: 'normal',
      topic: 'mandate',
      scope: `mandate-widening-${mandate}-${kind}`,
    },
  });
}

async function narrow(
  tx: KernelTransaction,
  change: Change,
  of: Outcome & { readonly mandate: string },
): Promise<void> {
  const { mandate, kind, endedAtMs: atMs } = of;
  const widenedAt = (await tx.narrowings.lastWidenedAt({ mandate, kind })) ?? 0;
  const outcomes = await tx.outcomes.since(
    Math.max(atMs - RECORD_MS, widenedAt + 1),
    { mandate, kind },
  );
  const inEffect = await tx.narrowings.inEffect({ mandate, kind });
  const step = narrowAfterFailure({
    kind,
    record: trackRecordOf(outcomes.filter(ranAlone), {
      nowMs: atMs,
      halfLifeMs: HALF_LIFE_MS,
    }),
    narrowed: inEffect.some(({ oversight }) => oversight === 'approve')
      ? 'approve'
      : inEffect[0]?.oversight,
  });
  if (!step) {
    return;
  }
  await tx.narrowings.insert({
    id: randomUUID(),
    mandate,
    kind,
    ...step,
    changeId: change.id,
    atMs,
  });
  const { title, owner } = await mandateNamed(tx, mandate);
  const words = `Mandate ${title} grants no more than ${step.oversight} for ${kind} now. ${step.reason}`;
  tx.ledger.append({
    kind: 'mandate-changed',
    actor: KERNEL_ACTOR,
    changeId: change.id,
    subject: mandate,
    data: { narrowed: kind, oversight: step.oversight, words },
  });
  tx.outbox.add({
    type: 'signal',
    signal: { type: 'mandate', name: mandate },
  });
  if (owner !== undefined) {
    tx.outbox.add({
      type: 'notification',
      message: {
        recipients: [owner],
        title: `Narrowed: ${title} grants no more than ${step.oversight} for ${kind}`,
        description: step.reason,
        link: mandatePath(mandate),
        severity: 'high',
        topic: 'mandate',
        scope: `mandate-narrowing-${mandate}-${kind}`,
      },
    });
  }
}

async function mandateNamed(tx: KernelTransaction, name: string) {
  const stored = await tx.mandates.get(name);
  const spec = stored?.inForce?.spec;
  return {
    title: stored?.title ?? shortName(name),
    owner: spec && 'owner' in spec ? spec.owner : undefined,
  };
}
