import { isDatabaseConflictError } from '@backstage/backend-plugin-api';
import { ConflictError, InputError } from '@backstage/errors';
import type {
  Proposer,
  ProposeRequest,
  Simulation,
} from '@mandate/plugin-mandate-common';
import type { TransactionStore } from '../../../database/KernelStore';
import type { Change } from '../../../domain/change/change';
import type { AssessedPlan, Assessing } from '../../assess/Assessing';
import type { Decider } from '../../decide/Decider';
import type { NothingToDo, PlannedChange, Planner } from '../../plan/Planner';
import { documentDigest } from '../../plan/planDigest';
import { waitsNow } from '../../changeWindows/waitsNow';
import { storeTestResults } from '../attaching/storeTestResults';
import { recordRevision } from '../recordRevision';
import { endNeedless } from '../../changeSets/endNeedless';
import { NothingToDoError } from './NothingToDoError';
import { recordProposal } from './recordProposal';

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
  const prepared = await prepare(proposing, proposal);
  try {
    return await proposing.store.transaction(async tx => {
      const change = await recordProposal(tx, proposal, {
        outcome: prepared.outcome,
        requestDigest: digest,
      });
      if (prepared.type === 'needless') {
        const { setId, outcome } = prepared;
        return endNeedless(tx, change, { setId, words: outcome.words });
      }
      const { outcome: planned, assessed } = prepared;
      await storeTestResults(tx, {
        change,
        digest: planned.digest,
        revision: 1,
        by: proposal.proposer,
        results: proposal.request.testResults ?? [],
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
  const outcome = await demandPlan(proposing, proposal);
  if (outcome.type === 'nothing-to-do') {
    throw new NothingToDoError(outcome.words);
  }
  const { assessment } = await assess(proposing, proposal, outcome);
  const { kind, target, plan, digest, title } = outcome;
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

/** What becomes of a proposal. */
type Prepared =
  | {
      readonly type: 'to-decide';
      readonly outcome: PlannedChange;
      readonly assessed: AssessedPlan;
    }
  /** A change of a set that has nothing to do. */
  | {
      readonly type: 'needless';
      readonly outcome: NothingToDo;
      readonly setId: string;
    };

async function prepare(
  proposing: Proposing,
  proposal: Proposal,
): Promise<Prepared> {
  const outcome = await demandPlan(proposing, proposal);
  if (outcome.type === 'planned') {
    const assessed = await assess(proposing, proposal, outcome);
    return { type: 'to-decide', outcome, assessed };
  }
  if (!proposal.inSet) {
    throw new NothingToDoError(outcome.words);
  }
  return { type: 'needless', outcome, setId: proposal.inSet.setId };
}

async function demandPlan(
  { planner }: Proposing,
  { request }: Proposal,
): Promise<PlannedChange | NothingToDo> {
  const outcome = await planner.plan({
    kind: request.kind,
    target: request.target,
    input: request.input,
    proposedEntity: request.entity,
  });
  if (outcome.type === 'impossible') {
    throw new InputError(outcome.words);
  }
  return outcome;
}

function assess(
  { assessing }: Proposing,
  { proposer }: Proposal,
  { kind, target, plan }: PlannedChange,
): Promise<AssessedPlan> {
  return assessing.assess({ kind, target, plan, proposer });
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
