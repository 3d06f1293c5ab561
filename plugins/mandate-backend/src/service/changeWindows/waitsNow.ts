import type { TargetFacts } from '@mandate/plugin-mandate-common';
import { judgeWindows } from '@mandate/policy';
import type { KernelTransaction } from '../../database/KernelTransaction';
import { windowWords } from '../../domain/changeWindow/windowWords';
import { targetInPolicy } from '../../domain/decide/decisionFacts';

/** What keeps a change of a kind on a target from starting now, and until when; undefined when nothing does. */
export async function waitsNow(
  tx: KernelTransaction,
  of: { readonly target: TargetFacts; readonly kind: string },
): Promise<string | undefined> {
  const windows = await tx.changeWindows.inForce();
  const verdict = judgeWindows(windows, {
    target: targetInPolicy(of.target),
    kind: of.kind,
    nowMs: await tx.now(),
  });
  return verdict.type === 'closed' ? windowWords(verdict, windows) : undefined;
}
