import { ConflictError } from '@backstage/errors';
import type {
  AttachTestResults,
  Proposer,
} from '@mandate/plugin-mandate-common';
import type { KernelStore } from '../../../database/KernelStore';
import { actorOf } from '../actors';
import { openChange } from '../openChange';
import { touchChange } from '../touchChange';

/** More suites than anybody would read before a decision. */
const MAX_RESULTS = 100;

/**
 * Attaches test results to the plan that waits for a decision. They say who attached them and decide nothing by
 * themselves: whoever approves reads them.
 *
 * @throws ConflictError when the change does not wait for approval, when the plan is another one by now, or when there
 *   would be too many.
 */
export async function attachTestResults(
  store: KernelStore,
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
    for (const result of request.results) {
      await tx.testResults.put({
        changeId: id,
        digest: revision.digest,
        result,
        attachedBy: by.ref,
        attachedAtMs: await tx.now(),
      });
    }
    tx.ledger.append({
      kind: 'tests-attached',
      actor: actorOf(by),
      changeId: id,
      revision: revision.number,
      subject: change.target.entityRef,
      data: {
        digest: revision.digest,
        results: request.results.map(result => ({ ...result })),
        words: `${by.ref} attaches test results: ${request.results
          .map(({ name, outcome }) => `${name} ${outcome}`)
          .join(', ')}`,
      },
    });
    await touchChange(tx, change);
  });
}
