import type { ActOutcome, StepContext } from '@mandate/plugin-mandate-node';
import type { KernelStore } from '../../database/KernelStore';
import { readRun } from '../../database/runs/RunRecord';
import { KERNEL_ACTOR } from '../change/actors';
import { readPlannedState, type VersionState } from './plannedState';

/**
 * Records the state a plan wants for a version, or the one before it, with its entry in the ledger, under the run's
 * fence. Done twice, it is done once.
 */
export async function recordVersion(
  store: KernelStore,
  { plan, changeId, fence, target }: StepContext,
  side: 'before' | 'after',
): Promise<ActOutcome> {
  const planned = readPlannedState(plan);
  const wanted = planned[side];
  const from = side === 'after' ? planned.before : planned.after;
  return store.transaction(async (tx): Promise<ActOutcome> => {
    const run = await readRun(tx, changeId);
    const stored = await tx.templateVersions.get(planned.digest);
    const present: VersionState = stored?.state ?? 'not recorded';
    if (run?.fence !== fence || run.ended) {
      return refused('Another replica works on this.');
    }
    if (present === wanted) {
      return { type: 'acted' };
    }
    if (present !== from) {
      return refused(`The version is ${present} by now.`);
    }
    if (wanted === 'not recorded') {
      await tx.templateVersions.remove(planned.digest);
    } else {
      await tx.templateVersions.put({
        name: planned.name,
        digest: planned.digest,
        text: planned.text,
        state: wanted,
        reason: side === 'after' ? planned.reason : stored?.reason,
        decisionRecord: planned.decisionRecord ?? stored?.decisionRecord,
        changeId,
        sinceMs: await tx.now(),
      });
    }
    tx.ledger.append({
      kind: 'configuration',
      actor: KERNEL_ACTOR,
      changeId,
      subject: target.entityRef,
      data: {
        words: `The version ${planned.digest} of the template ${planned.name} is ${wanted} now; it was ${present}.`,
        digest: planned.digest,
      },
    });
    return { type: 'acted' };
  });
}

function refused(words: string): ActOutcome {
  return { type: 'refused', words };
}
