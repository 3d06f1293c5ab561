import { ConflictError } from '@backstage/errors';
import type {
  AttachTestResults,
  Proposer,
} from '@mandate/plugin-mandate-common';
import { type Decision, isStricter } from '@mandate/policy';
import type { KernelStore } from '../../../database/KernelStore';
import type { KernelTransaction } from '../../../database/KernelTransaction';
import type { Change } from '../../../domain/change/change';
import type { Decider } from '../../decide/Decider';
import { KERNEL_ACTOR } from '../actors';
import { applyTransition } from '../applyTransition';
import { endApprovalTimers } from '../approvalTimers';
import { demandApplied, openChange } from '../openChange';
import { touchChange } from '../touchChange';
import { storeTestResults } from './storeTestResults';

/** More suites than anybody would read before a decision. */
const MAX_RESULTS = 100;

/** What attaching needs. */
export interface AttachingTestResults {
  readonly store: KernelStore;
  readonly decider: Decider;
}

/**
 * Attaches test results to the plan that waits for a decision, with who says so. Whoever approves reads them; where
 * nothing but their absence asked for a person, the change is decided again and runs alone.
 *
 * @throws ConflictError when the change does not wait for approval, when the plan is another one by now, or when there
 *   would be too many.
 */
export async function attachTestResults(
  { store, decider }: AttachingTestResults,
  attached: {
    readonly id: string;
    readonly by: Proposer;
    readonly request: AttachTestResults;
  },
): Promise<void> {
  const { id, by, request } = attached;
  await store.transaction(async tx => {
    const { change, revision } = await openChange(tx, id);
    if (change.state !== 'awaiting-approval' || !revision) {
      throw new ConflictError(
        `The change is ${change.state}. Test results help those who decide, so they can only be attached while it waits for approval.`,
      );
    }
    if (request.digest !== revision.digest) {
      throw new ConflictError(
        `The plan that was tested is not the newest one, which is ${revision.digest}. Look at it, test it, and attach what you find.`,
      );
    }
    const known = (await tx.testResults.ofChanges([id])).get(id) ?? [];
    const names = new Set([
      ...known
        .filter(({ digest }) => digest === revision.digest)
        .map(({ result }) => result.name),
      ...request.results.map(({ name }) => name),
    ]);
    if (names.size > MAX_RESULTS) {
      throw new ConflictError(
        `A plan has at most ${MAX_RESULTS} test results. Sum up what belongs together.`,
      );
    }
    await storeTestResults(tx, {
      change,
      digest: revision.digest,
      revision: revision.number,
      by,
      results: request.results,
    });
    const today = await decider.decideAgain(tx, change, revision);
    if (
      waitsForTests(revision.decision) &&
      isStricter(revision.decision.oversight, today.oversight)
    ) {
      await sendBack(tx, change);
      return;
    }
    await touchChange(tx, change);
  });
}

/** Whether tests are among the reasons why a person was asked. */
function waitsForTests({ considered }: Decision): boolean {
  return considered.some(
    ({ clause, outcome }) =>
      clause.type === 'cap' &&
      (clause.cap === 'tests-missing' || clause.cap === 'tests-failed') &&
      outcome === 'stricter',
  );
}

/** Nobody is needed any more, so it is planned and decided again, now with the results. */
async function sendBack(tx: KernelTransaction, change: Change): Promise<void> {
  demandApplied(
    await applyTransition(tx, {
      change,
      event: { type: 'gate-failed', effects: false },
      entry: {
        kind: 'gate-refused',
        actor: KERNEL_ACTOR,
        data: { gate: 'G2' },
      },
      words: 'Test results were attached to the plan.',
    }),
  );
  await endApprovalTimers(tx, change.id);
  await tx.timers.set({
    kind: 'replan',
    changeId: change.id,
    dueAtMs: await tx.now(),
  });
}
