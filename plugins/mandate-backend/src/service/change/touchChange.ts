import type { KernelTransaction } from '../../database/KernelTransaction';
import type { Change } from '../../domain/change/change';
import { statusWords } from '../../domain/change/statusWords';
import { demandApplied } from './openChange';

/** Somebody wrote about the change without moving it: it is newer now, and open portals read it again. */
export async function touchChange(
  tx: KernelTransaction,
  change: Change,
  words: string = change.statusWords,
): Promise<void> {
  const saved = await tx.changes.save({
    ...change,
    statusWords: statusWords(words),
    updatedAtMs: await tx.now(),
  });
  if (saved === 'lost-race') {
    demandApplied({ type: 'lost-race' });
  }
  tx.outbox.add({
    type: 'signal',
    signal: {
      type: 'change',
      changeId: change.id,
      entityRef: change.target.entityRef,
      state: change.state,
    },
  });
}
