import { type ChangeWindowInForce, judgeWindows } from '@mandate/policy';
import type { TargetFacts } from '@mandate/plugin-mandate-common';
import { targetInPolicy } from '../decide/decisionFacts';

/** When change windows let a change start first, or what keeps it from starting in time. */
export type FirstOpening =
  | { readonly type: 'opens' }
  /** No window covers the change. */
  | { readonly type: 'no-window' }
  | {
      readonly type: 'too-late';
      readonly window: ChangeWindowInForce;
      /** When it opens; absent when it does not open again. */
      readonly opensMs?: number;
    };

/** Windows that take turns are followed this far; what cannot be told then is left to the gate. */
const MAX_ROUNDS = 500;

/** Whether the windows that cover a change are open together between two instants. Freezes are not asked: they may be lifted. */
export function firstOpening(
  inForce: readonly ChangeWindowInForce[],
  about: {
    readonly target: TargetFacts;
    readonly kind: string;
    readonly fromMs: number;
    readonly beforeMs: number;
    readonly needsWindow: boolean;
  },
): FirstOpening {
  const { target, kind, fromMs, beforeMs, needsWindow } = about;
  const windows = inForce.filter(isWindow);
  let atMs = fromMs;
  for (let round = 0; round < MAX_ROUNDS; round += 1) {
    const verdict = judgeWindows(windows, {
      target: targetInPolicy(target),
      kind,
      nowMs: atMs,
      needsWindow,
    });
    if (verdict.type === 'open') {
      return { type: 'opens' };
    }
    const window = windows.find(({ name }) => name === verdict.name);
    if (!window) {
      return { type: 'no-window' };
    }
    const { untilMs: opensMs } = verdict;
    if (opensMs === undefined || opensMs >= beforeMs) {
      return { type: 'too-late', window, opensMs };
    }
    atMs = opensMs;
  }
  return { type: 'opens' };
}

function isWindow({ spec }: ChangeWindowInForce): boolean {
  return 'type' in spec && spec.type === 'window';
}
