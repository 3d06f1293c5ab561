import type { Proposer, TestResult } from '@mandate/plugin-mandate-common';
import type { KernelTransaction } from '../../../database/KernelTransaction';
import type { Change } from '../../../domain/change/change';
import { actorOf } from '../actors';

/** Stores what tests said of a plan, with who says so, and tells the ledger. Nothing is stored for no results. */
export async function storeTestResults(
  tx: KernelTransaction,
  stored: {
    readonly change: Change;
    /** The plan that was tested, and the revision it belongs to. */
    readonly digest: string;
    readonly revision: number;
    readonly by: Proposer;
    readonly results: readonly TestResult[];
  },
): Promise<void> {
  const { change, digest, revision, by, results } = stored;
  if (results.length === 0) {
    return;
  }
  for (const result of results) {
    await tx.testResults.put({
      changeId: change.id,
      digest,
      result,
      attachedBy: by.ref,
      attachedAtMs: await tx.now(),
    });
  }
  tx.ledger.append({
    kind: 'tests-attached',
    actor: actorOf(by),
    changeId: change.id,
    revision,
    subject: change.target.entityRef,
    data: {
      digest,
      results: results.map(result => ({ ...result })),
      words: `${by.ref} attaches test results: ${results
        .map(({ name, outcome }) => `${name} ${outcome}`)
        .join(', ')}`,
    },
  });
}
