import { explainDecision, isStricter, matchVotes } from '@mandate/policy';
import type { KernelTransaction } from '../../database/KernelTransaction';
import { askedNow } from '../../domain/approval/votableGroups';
import { waitingWords } from '../../domain/approval/waitingWords';
import type { Change, ChangeRevision } from '../../domain/change/change';
import { approvalNeeded, runsAlone } from '../../domain/change/messages';
import type { AssessedPlan } from '../assess/Assessing';
import type { Decider } from '../decide/Decider';
import { stoppedBy, stopWords } from '../changeSets/stoppedSet';
import type { PlannedChange } from '../plan/Planner';
import { actorOf, KERNEL_ACTOR } from './actors';
import { applyTransition } from './applyTransition';
import { setApprovalTimers } from './approvalTimers';
import { askForVotes } from './askForVotes';
import { giveWayToNewer, supersedeQueued } from './supersedeQueued';

/** A change must be in state `proposed` or `planned` and locked. */
export interface RevisionRequest {
  readonly change: Change;
  readonly planned: PlannedChange;
  readonly assessed: AssessedPlan;
  /** Why it replaces the revision before. */
  readonly because?: string;
}

/**
 * Adds a revision and does all that follows from deciding it, in the caller's transaction: reservations, run or expiry
 * timer, messages, ledger. Throws when the change was written meanwhile, so that the transaction leaves nothing.
 */
export async function recordRevision(
  tx: KernelTransaction,
  decider: Decider,
  request: RevisionRequest,
  approvalExpiresAfterMs: number,
): Promise<Change> {
  const { planned, assessed, because } = request;
  const { assessment, riskFeatures } = assessed;
  const { kind, target, plan, digest, title } = planned;
  const number = request.change.revision + 1;
  const now = await tx.now();
  await tx.budgets.release(request.change.id);
  const { decision, facts } = await decider.decideOnFacts(tx, {
    kind: kind.name,
    input: request.change.input,
    target,
    proposer: request.change.proposer,
    plan,
    assessment,
    testResults: await tx.testResults.ofPlan({
      changeId: request.change.id,
      digest,
    }),
    changeId: request.change.id,
  });
  const revision: ChangeRevision = {
    changeId: request.change.id,
    number,
    digest,
    plan,
    assessment,
    decision,
    because,
    createdAtMs: now,
  };
  await tx.revisions.insert(revision, { facts, riskFeatures });
  const plannedAs = await moveToPlanned(tx, request, number);
  const ended = await endInsteadOfDeciding(tx, plannedAs, { decision, kind });
  if (ended) {
    return ended;
  }
  tx.ledger.append({
    kind: 'assessed',
    actor: KERNEL_ACTOR,
    changeId: plannedAs.id,
    revision: number,
    subject: target.entityRef,
    data: {
      words: `Assessed: ${assessment.risk.level} risk, ${assessment.classification}.`,
      classification: assessment.classification,
      risk: {
        level: assessment.risk.level,
        score: assessment.risk.score,
        factors: assessment.risk.factors.map(({ id, weight }) => ({
          id,
          weight,
        })),
      },
      newFindings: assessment.findings.filter(({ isNew }) => isNew).length,
      notReady: (assessment.preflight ?? [])
        .filter(({ status }) => status !== 'pass')
        .map(({ id }) => id),
      gaps: assessment.gaps.map(({ assessor }) => assessor),
    },
  });
  const expiresAtMs =
    decision.oversight === 'approve'
      ? now + (decision.expiresAfterMs ?? approvalExpiresAfterMs)
      : undefined;
  const applied = await applyTransition(tx, {
    change: plannedAs,
    event: { type: 'decided', oversight: decision.oversight },
    entry: {
      kind: 'decided',
      actor: KERNEL_ACTOR,
      data: {
        digest,
        oversight: decision.oversight,
        requirements: decision.requirements.map(requirement => ({
          ...requirement,
        })),
        mandates: [
          ...new Set(
            decision.considered.flatMap(({ mandate, version }) =>
              mandate ? [`${mandate}@${version}`] : [],
            ),
          ),
        ],
        reservations: decision.reservations.map(reservation => ({
          ...reservation,
        })),
        ...(expiresAtMs !== undefined && {
          expiresAt: new Date(expiresAtMs).toISOString(),
        }),
      },
    },
    words: decisionWords(revision),
    update: {
      title,
      target,
      oversight: decision.oversight,
      riskLevel: assessment.risk.level,
      replacesQueued: kind.replacesQueued ?? false,
      costDifference:
        assessment.cost && assessment.cost.after - assessment.cost.before,
      expiresAtMs,
    },
  });
  if (applied.type !== 'applied') {
    throw new Error(
      `The change ${request.change.id} was written while it was decided.`,
    );
  }
  await followUp(tx, applied.change, revision, kind);
  return applied.change;
}

/** Nobody is asked about a change whose set has stopped, and none runs alone when a newer one has taken its place. */
async function endInsteadOfDeciding(
  tx: KernelTransaction,
  change: Change,
  {
    decision,
    kind,
  }: Pick<ChangeRevision, 'decision'> & Pick<PlannedChange, 'kind'>,
): Promise<Change | undefined> {
  const cause = await stoppedBy(tx, change.id);
  if (cause) {
    return cancelWithSet(tx, change, cause);
  }
  const isDecidedAgain = change.revision > 1;
  return isDecidedAgain && isStricter('approve', decision.oversight)
    ? giveWayToNewer(tx, change, kind)
    : undefined;
}

async function cancelWithSet(
  tx: KernelTransaction,
  change: Change,
  cause: Change,
): Promise<Change> {
  const applied = await applyTransition(tx, {
    change,
    event: { type: 'cancelled' },
    entry: { kind: 'ended', actor: KERNEL_ACTOR, data: { by: cause.id } },
    words: stopWords(cause),
    isStopOfSet: true,
  });
  if (applied.type !== 'applied') {
    throw new Error(
      `The change ${change.id} was written while it was planned.`,
    );
  }
  return applied.change;
}

async function moveToPlanned(
  tx: KernelTransaction,
  { change, planned, because }: RevisionRequest,
  number: number,
): Promise<Change> {
  const { plan, digest } = planned;
  const words = because
    ? `Planned again: ${because} ${plan.summary}`
    : `Planned: ${plan.summary}`;
  const data = {
    digest,
    baseVersion: plan.baseVersion,
    objects: plan.objects.length,
    steps: plan.steps.map(({ id }) => id),
  };
  if (change.state === 'planned') {
    tx.ledger.append({
      kind: 'planned',
      actor: KERNEL_ACTOR,
      changeId: change.id,
      revision: number,
      subject: change.target.entityRef,
      data: { ...data, state: 'planned', words },
    });
    return { ...change, revision: number };
  }
  const applied = await applyTransition(tx, {
    change,
    event: { type: 'planned' },
    entry: { kind: 'planned', actor: actorOf(change.proposer), data },
    words,
    update: { revision: number },
  });
  if (applied.type !== 'applied') {
    throw new Error(
      `The change ${change.id} was written while it was planned.`,
    );
  }
  return applied.change;
}

function decisionWords({ decision }: ChangeRevision): string {
  switch (decision.oversight) {
    case 'approve':
      return waitingWords(matchVotes(decision.requirements, []));
    case 'forbid':
      return `Refused: ${explainDecision(decision)}`;
    default:
      return 'Allowed to run alone; waiting to start.';
  }
}

async function followUp(
  tx: KernelTransaction,
  change: Change,
  revision: ChangeRevision,
  kind: PlannedChange['kind'],
): Promise<void> {
  const { decision } = revision;
  if (change.state === 'queued') {
    await tx.budgets.hold(change, decision.reservations);
    await tx.runQueue.enqueue(change.id, revision.number);
    await supersedeQueued(tx, change, kind);
  }
  if (change.state === 'awaiting-approval') {
    await setApprovalTimers(tx, change, revision);
    const groups = askedNow({ revision, votes: [] }).map(({ group }) => group);
    await askForVotes(
      tx,
      change,
      revision,
      approvalNeeded(change, revision, groups),
    );
  }
  for (const obligation of decision.obligations) {
    if (obligation.type === 'notify' && change.state === 'queued') {
      tx.outbox.add({
        type: 'notification',
        message: runsAlone(change, obligation.recipients),
      });
    }
  }
}
