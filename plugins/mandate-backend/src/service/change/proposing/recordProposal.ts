import { randomUUID } from 'node:crypto';
import type { KernelTransaction } from '../../../database/KernelTransaction';
import type { Change } from '../../../domain/change/change';
import { GIVE_UP_AFTER_MS } from '../../changeSets/giveUpChangeSet';
import type { NothingToDo, PlannedChange } from '../../plan/Planner';
import { actorOf } from '../actors';
import type { Proposal } from './proposeChange';

/** Stores a change that was just proposed, in its set when it belongs to one, with its ledger entry. */
export async function recordProposal(
  tx: KernelTransaction,
  { request, proposer, findingId, inSet, personIsClaimed }: Proposal,
  of: {
    readonly outcome: PlannedChange | NothingToDo;
    readonly requestDigest: string;
  },
): Promise<Change> {
  const { outcome, requestDigest } = of;
  const { kind, target, title } = outcome;
  const now = await tx.now();
  const change = await tx.changes.insert({
    id: randomUUID(),
    kind: kind.name,
    state: 'proposed',
    title,
    target,
    proposer,
    reason: request.reason,
    input: request.input,
    proposedEntity: target.inCatalog ? undefined : request.entity,
    idempotencyKey: request.idempotencyKey,
    requestDigest,
    findingId,
    revision: 0,
    statusWords: 'Proposed.',
    createdAtMs: now,
    updatedAtMs: now,
  });
  if (inSet) {
    const { setId, position } = inSet;
    await tx.changeSets.add(setId, { changeId: change.id, position });
    await tx.timers.set({
      kind: 'incomplete-set',
      changeId: change.id,
      dueAtMs: now + GIVE_UP_AFTER_MS,
    });
  }
  tx.ledger.append({
    kind: 'proposed',
    actor: actorOf(proposer),
    changeId: change.id,
    subject: target.entityRef,
    data: {
      words: `Proposed: ${title}`,
      state: 'proposed',
      kind: change.kind,
      environment: target.environment,
      request: requestDigest,
      ...(proposer.onBehalfOf && { onBehalfOf: proposer.onBehalfOf }),
      ...(proposer.owner && { owner: proposer.owner }),
      ...(personIsClaimed && { claimed: true }),
      ...(findingId && { finding: findingId }),
      ...(inSet && { changeSet: inSet.setId }),
    },
  });
  return change;
}
