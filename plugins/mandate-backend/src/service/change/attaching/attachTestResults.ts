import { ConflictError } from '@backstage/errors';
import type {
  AttachTestResults,
  Proposer,
} from '@mandate/plugin-mandate-common';
import { type Decision, isStricter } from '@mandate/policy';
import type { TransactionStore } from '../../../database/KernelStore';
import type { Decider } from '../../decide/Decider';
import { demandApplied, openChange } from '../openChange';
import { sendBack } from '../sendBack';
import { touchChange } from '../touchChange';
import { storeTestResults } from './storeTestResults';

/** More suites than anybody would read before a decision. */
const MAX_RESULTS = 100;

/** What attaching needs. */
export interface AttachingTestResults {
  readonly store: TransactionStore;
  readonly decider: Decider;
}

/**
 * Attaches test results to the plan that waits for a decision, with who says so. Whoever approves reads them; where
 * nothing but their absence asked for a person, the change is decided again and runs alone.
 *
 * @throws ConflictError when the change does not wait for approval, when the plan is another one by now, when somebody else
 *   attached a result of the name, or when there would be too many.
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
    const known =
      (await tx.testResults.ofPlans([revision])).get(change.id) ?? [];
    const foreign = known.find(
      ({ attachedBy, result }) =>
        attachedBy !== by.ref &&
        request.results.some(({ name }) => name === result.name),
    );
    if (foreign) {
      throw new ConflictError(
        `The result '${foreign.result.name}' is from ${foreign.attachedBy}, and nobody else takes it back. Attach yours under another name.`,
      );
    }
    const names = new Set([
      ...known.map(({ result }) => result.name),
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
    const today = await decider.decideAgain(tx, change, revision, {
      hearsKillSwitches: true,
    });
    // Nobody is needed any more, so the votes may go.
    if (
      waitsForTests(revision.decision) &&
      isStricter(revision.decision.oversight, today.oversight)
    ) {
      demandApplied(
        await sendBack(tx, change, {
          gate: 'G2',
          words: 'Test results were attached to the plan.',
        }),
      );
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
