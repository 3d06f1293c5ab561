import type { LoggerService } from '@backstage/backend-plugin-api';
import type { ClusterAccess } from '@mandate/plugin-mandate-node';
import type { TransactionStore } from '../../database/KernelStore';
import type { KernelTransaction } from '../../database/KernelTransaction';
import { holdFence, type RunClaim } from '../../database/runs/claimRuns';
import { readRun, type RunRecord } from '../../database/runs/RunRecord';
import {
  openStepJournal,
  readStepJournal,
} from '../../database/runs/StepJournal';
import type { Change, ChangeRevision } from '../../domain/change/change';
import type { JournalStep } from '../../domain/run/journal';
import type { Preflight } from '../assess/Preflight';
import type { Decider } from '../decide/Decider';
import type { ChangeKindRegistry } from '../kinds/ChangeKindRegistry';
import type { Planner } from '../plan/Planner';
import type { RunSettings } from './RunSettings';

/** What working on runs needs. */
export interface RunDependencies {
  readonly store: TransactionStore;
  readonly kinds: ChangeKindRegistry;
  readonly clusters: ClusterAccess;
  readonly decider: Pick<Decider, 'checkToday'>;
  readonly planner: Pick<Planner, 'replan'>;
  readonly preflight: Pick<Preflight, 'check'>;
  readonly logger: LoggerService;
  readonly settings: RunSettings;
  /** Called with the name of each boundary between two journal writes; tests stop a run there. */
  readonly onBoundary?: (name: string) => Promise<void>;
}

/** All that is stored about a run, read at one moment. */
export interface RunScene {
  readonly claim: RunClaim;
  readonly change: Change;
  readonly revision: ChangeRevision;
  readonly run: RunRecord;
  readonly steps: readonly JournalStep[];
}

/**
 * Revisions of runs that were read before. A revision is never altered, and one that a claim names is committed: without
 * this, each step and each look would read and check its plan, assessment and decision twice.
 */
const knownRevisions = new Map<string, ChangeRevision>();
const MAX_KNOWN_REVISIONS = 200;

/** Reads the scene; `lost` when the claim no longer holds, or the change is gone. A locked change is as it was read. */
export async function readScene(
  tx: KernelTransaction,
  claim: RunClaim,
  locked?: Change,
): Promise<RunScene | 'lost'> {
  const run = await readRun(tx, claim.changeId);
  if (run?.fence !== claim.fence || run.ended) {
    return 'lost';
  }
  const change = locked ?? (await tx.changes.get(claim.changeId));
  const revision = await readRevision(tx, claim);
  if (!change || !revision) {
    return 'lost';
  }
  const steps = await readStepJournal(tx, claim);
  return { claim, change, revision, run, steps };
}

/**
 * Writes to a run: takes the change's row and then the run's, checks the fence, and lets `work` write. `lost` when
 * another owner has it; then nothing was written.
 */
export async function writeUnderFence<T>(
  store: TransactionStore,
  claim: RunClaim,
  work: (tx: KernelTransaction, scene: RunScene) => Promise<T>,
): Promise<T | 'lost'> {
  return store.transaction(async tx => {
    const change = await tx.changes.getForUpdate(claim.changeId);
    if ((await holdFence(tx, claim)) === 'lost') {
      return 'lost';
    }
    const scene = await readScene(tx, claim, change);
    return scene === 'lost' ? 'lost' : work(tx, scene);
  });
}

async function readRevision(
  tx: KernelTransaction,
  { changeId, revision: number }: RunClaim,
): Promise<ChangeRevision | undefined> {
  const key = `${changeId}/${number}`;
  const known = knownRevisions.get(key);
  if (known) {
    return known;
  }
  const revision = await tx.revisions.get(changeId, number);
  if (revision) {
    if (knownRevisions.size >= MAX_KNOWN_REVISIONS) {
      knownRevisions.clear();
    }
    knownRevisions.set(key, revision);
  }
  return revision;
}

/** Makes sure that the journal has the plan's steps. */
export async function openJournal(
  store: TransactionStore,
  claim: RunClaim,
): Promise<'opened' | 'lost'> {
  return writeUnderFence<'opened'>(store, claim, async (tx, { revision }) => {
    await openStepJournal(tx, claim, revision.plan);
    return 'opened';
  });
}
