import type { Proposer, TestResult } from '@mandate/plugin-mandate-common';
import type { KernelTransaction } from '../../../database/KernelTransaction';
import type { Change } from '../../../domain/change/change';
import { actorOf } from '../actors';

/** An entry has 64 KiB at most, and each result an address. */
const IN_ONE_ENTRY = 5;

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
  for (let start = 0; start < results.length; start += IN_ONE_ENTRY) {
    const part = results.slice(start, start + IN_ONE_ENTRY);
    tx.ledger.append({
      kind: 'tests-attached',
      actor: actorOf(by),
      changeId: change.id,
      revision,
      subject: change.target.entityRef,
      data: {
        digest,
        results: part.map(result => ({ ...result })),
        words: `${by.ref} attaches test results: ${part
          .map(({ name, outcome }) => `${name} ${outcome}`)
          .join(', ')}`,
      },
    });
  }
}
