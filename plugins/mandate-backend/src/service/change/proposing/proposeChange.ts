import { isDatabaseConflictError } from '@backstage/backend-plugin-api';
import { ConflictError, InputError } from '@backstage/errors';
import type {
  Proposer,
  ProposeRequest,
  Simulation,
} from '@mandate/plugin-mandate-common';
import { randomUUID } from 'node:crypto';
import type { TransactionStore } from '../../../database/KernelStore';
import type { Change } from '../../../domain/change/change';
import type { AssessedPlan, Assessing } from '../../assess/Assessing';
import type { Decider } from '../../decide/Decider';
import type { PlannedChange, Planner } from '../../plan/Planner';
import { documentDigest } from '../../plan/planDigest';
import { waitsNow } from '../../changeWindows/waitsNow';
import { actorOf } from '../actors';
import { storeTestResults } from '../attaching/storeTestResults';
import { recordRevision } from '../recordRevision';
import { GIVE_UP_AFTER_MS } from '../../changeSets/giveUpChangeSet';

/** What proposing needs. */
export interface Proposing {
  readonly store: TransactionStore;
  readonly planner: Planner;
  readonly assessing: Pick<Assessing, 'assess'>;
  readonly decider: Decider;
  readonly approvalExpiresAfterMs: number;
}

/** A proposal by somebody. */
export interface Proposal {
  readonly request: ProposeRequest;
  readonly proposer: Proposer;
  /** True when only the proposer says for whom they act. */
  readonly personIsClaimed?: boolean;
  readonly findingId?: string;
  /** The set it belongs to, and its position from 1. */
  readonly inSet?: { readonly setId: string; readonly position: number };
}

/** Proposes a change, or gives back the one that the same key proposed before. See `ChangeService.propose`. */
export async function proposeChange(
  proposing: Proposing,
  proposal: Proposal,
): Promise<Change> {
  const digest = documentDigest({
    ...proposal.request,
    idempotencyKey: undefined,
    // An agent that acts for somebody else asks for something else: that person is barred from voting.
    onBehalfOf: proposal.proposer.onBehalfOf ?? proposal.request.onBehalfOf,
  });
  const repeated = await findRepeated(proposing.store, proposal, digest);
  if (repeated) {
    return repeated;
  }
  const { planned, assessed } = await prepare(proposing, proposal);
  try {
    return await proposing.store.transaction(async tx => {
      const { request, proposer } = proposal;
      const now = await tx.now();
      const change = await tx.changes.insert({
        id: randomUUID(),
        kind: planned.kind.name,
        state: 'proposed',
        title: planned.title,
        target: planned.target,
        proposer,
        reason: request.reason,
        input: request.input,
        proposedEntity: planned.target.inCatalog ? undefined : request.entity,
        idempotencyKey: request.idempotencyKey,
        requestDigest: digest,
        findingId: proposal.findingId,
        revision: 0,
        statusWords: 'Proposed.',
        createdAtMs: now,
        updatedAtMs: now,
      });
      if (proposal.inSet) {
        const { setId, position } = proposal.inSet;
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
        subject: planned.target.entityRef,
        data: {
          words: `Proposed: ${planned.title}`,
          state: 'proposed',
          kind: change.kind,
          environment: planned.target.environment,
          request: digest,
          ...(proposer.onBehalfOf && { onBehalfOf: proposer.onBehalfOf }),
          ...(proposer.owner && { owner: proposer.owner }),
          ...(proposal.personIsClaimed && { claimed: true }),
          ...(proposal.findingId && { finding: proposal.findingId }),
          ...(proposal.inSet && { changeSet: proposal.inSet.setId }),
        },
      });
      await storeTestResults(tx, {
        change,
        digest: planned.digest,
        revision: 1,
        by: proposer,
        results: request.testResults ?? [],
      });
      return recordRevision(
        tx,
        proposing.decider,
        { change, planned, assessed },
        proposing.approvalExpiresAfterMs,
      );
    });
  } catch (error) {
    // Two requests with one key at once: the other one was first.
    const first =
      isDatabaseConflictError(error) &&
      (await findRepeated(proposing.store, proposal, digest));
    if (first) {
      return first;
    }
    throw error;
  }
}

/** Plans, assesses and decides without storing anything. */
export async function simulateChange(
  proposing: Proposing,
  proposal: Proposal,
): Promise<Simulation> {
  const {
    planned,
    assessed: { assessment },
  } = await prepare(proposing, proposal);
  const { kind, target, plan, digest, title } = planned;
  return proposing.store.read(async tx => {
    const decision = await proposing.decider.decide(tx, {
      kind: kind.name,
      input: proposal.request.input,
      target,
      proposer: proposal.proposer,
      plan,
      assessment,
      testResults: proposal.request.testResults ?? [],
    });
    const waits = await waitsNow(tx, { target, kind: kind.name });
    return { title, target, plan, digest, assessment, decision, waits };
  });
}

async function prepare(
  { planner, assessing }: Proposing,
  { request, proposer }: Proposal,
): Promise<{
  readonly planned: PlannedChange;
  readonly assessed: AssessedPlan;
}> {
  const outcome = await planner.plan({
    kind: request.kind,
    target: request.target,
    input: request.input,
    proposedEntity: request.entity,
  });
  if (outcome.type !== 'planned') {
    throw new InputError(outcome.words);
  }
  const { kind, target, plan } = outcome;
  const assessed = await assessing.assess({ kind, target, plan, proposer });
  return { planned: outcome, assessed };
}

async function findRepeated(
  store: TransactionStore,
  { request, proposer }: Proposal,
  digest: string,
): Promise<Change | undefined> {
  const key = request.idempotencyKey;
  if (key === undefined) {
    return undefined;
  }
  const earlier = await store.read(tx =>
    tx.changes.getByIdempotencyKey({ proposerRef: proposer.ref, key }),
  );
  if (earlier && earlier.requestDigest !== digest) {
    throw new ConflictError(
      `The idempotency key '${key}' was used before for another request (change ${earlier.id}). Use a new key for a new request.`,
    );
  }
  return earlier;
}
