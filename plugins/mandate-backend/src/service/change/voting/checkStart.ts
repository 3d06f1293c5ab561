import { InputError } from '@backstage/errors';
import type { VoteRequest } from '@mandate/plugin-mandate-common';
import type { KernelTransaction } from '../../../database/KernelTransaction';
import type {
  Change,
  ChangeRevision,
  ChangeVote,
} from '../../../domain/change/change';
import {
  type FirstOpening,
  firstOpening,
} from '../../../domain/changeWindow/firstOpening';
import { startConditions } from '../../../domain/changeWindow/startConditions';
import { timeWords } from '../../../domain/changeWindow/windowWords';

/**
 * An approval that expires before it may be used would never start the change, and be asked for again. What earlier
 * approvals demand of the start counts with it, unless somebody has set it aside since.
 *
 * @throws InputError with what stands against the start, and what to do.
 */
export async function checkStart(
  tx: KernelTransaction,
  {
    change,
    revision,
    votes,
  }: {
    readonly change: Change;
    readonly revision: ChangeRevision;
    readonly votes: readonly ChangeVote[];
  },
  { verdict, notBefore, onlyInsideWindow = false }: VoteRequest,
): Promise<void> {
  if (verdict !== 'approve' || (notBefore === undefined && !onlyInsideWindow)) {
    return;
  }
  const { expiresAtMs = Infinity, target, kind } = change;
  const startMs = notBefore === undefined ? undefined : Date.parse(notBefore);
  if (startMs !== undefined && startMs >= expiresAtMs) {
    throw new InputError(
      `The approval expires ${new Date(
        expiresAtMs,
      ).toISOString()}, before that start, so it would never start. Name an earlier one.`,
    );
  }
  const setAsideMs = (await tx.interventions.ofPlan(revision)).at(-1)?.atMs;
  const before = startConditions(
    votes.filter(({ votedAtMs }) => votedAtMs > (setAsideMs ?? -Infinity)),
  );
  const needsWindow = onlyInsideWindow || before.needsWindow;
  // As the gate: an override sets windows aside, until somebody asks for one again.
  const windows =
    setAsideMs === undefined || needsWindow
      ? await tx.changeWindows.inForce()
      : [];
  const opening = firstOpening(windows, {
    target,
    kind,
    fromMs: Math.max(
      await tx.now(),
      startMs ?? -Infinity,
      before.notBeforeMs ?? -Infinity,
    ),
    beforeMs: expiresAtMs,
    needsWindow,
  });
  const words = whyNever(opening, expiresAtMs);
  if (words !== undefined) {
    throw new InputError(words);
  }
}

function whyNever(
  opening: FirstOpening,
  expiresAtMs: number,
): string | undefined {
  switch (opening.type) {
    case 'opens':
      return undefined;
    case 'no-window':
      return 'No change window covers this change, so it would never start. Approve it without the condition, or name an earliest start instead.';
    default: {
      const { window, opensMs } = opening;
      const zone = 'timeZone' in window.spec ? window.spec.timeZone : 'UTC';
      return opensMs === undefined
        ? `The change window '${window.title}' does not open again, so it would never start. Ask the window's owner for another period, or reject the change.`
        : `The change window '${window.title}' opens ${timeWords(
            opensMs,
            zone,
          )}, and the approval expires before, ${timeWords(
            expiresAtMs,
            zone,
          )}, so it would never start. Ask the window's owner for an earlier period, or have the change proposed again nearer to it.`;
    }
  }
}
