import type {
  ActOutcome,
  Observation,
  StepContext,
} from '@mandate/plugin-mandate-node';
import type { KernelStore } from '../../database/KernelStore';
import { holdRules } from '../../database/rules/holdRules';
import { readRun } from '../../database/runs/RunRecord';
import { KERNEL_ACTOR } from '../change/actors';
import type { PortalState, Side } from '../plan/portalStep';
import { readPlannedState, type VersionState } from './plannedState';

/** The recorded state of a template's version, as steps of changes move it. */
export class RecordedVersion implements PortalState {
  readonly #store: KernelStore;

  constructor(store: KernelStore) {
    this.#store = store;
  }

  async observe({ plan }: StepContext, side: Side): Promise<Observation> {
    const planned = readPlannedState(plan);
    const { digest } = planned;
    const stored = await this.#store.read(tx =>
      tx.templateVersions.get(digest),
    );
    const present = stored?.state ?? 'not recorded';
    return {
      type: present === planned[side] ? 'present' : 'absent',
      words: `${digest} is ${present}.`,
    };
  }

  record(context: StepContext, side: Side): Promise<ActOutcome> {
    return recordVersion(this.#store, context, side);
  }
}

/**
 * Records the state a plan wants for a version, or the one before it, with its entry in the ledger, under the run's
 * fence. Done twice, it is done once.
 */
async function recordVersion(
  store: KernelStore,
  { plan, changeId, fence, target }: StepContext,
  side: Side,
): Promise<ActOutcome> {
  const planned = readPlannedState(plan);
  const wanted = planned[side];
  const from = side === 'after' ? planned.before : planned.after;
  return store.transaction(async (tx): Promise<ActOutcome> => {
    // What is withdrawn stops what has not begun (I4).
    await holdRules(tx, 'to-change');
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
        decisionRecord: planned.decisionRecord ?? stored?.decisionRecord,
        // Undone, it stands where it stood: what was approved last is the current version.
        ...((side === 'before' && planned.standingBefore) || {
          reason: planned.reason,
          changeId,
          sinceMs: await tx.now(),
        }),
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
