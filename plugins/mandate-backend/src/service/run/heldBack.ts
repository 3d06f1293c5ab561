import { type ChangeWindowInForce, judgeWindows } from '@mandate/policy';
import type { KernelTransaction } from '../../database/KernelTransaction';
import type { RunHold } from '../../database/runQueue/RunQueue';
import { startConditions } from '../../domain/changeWindow/startConditions';
import { timeWords, windowWords } from '../../domain/changeWindow/windowWords';
import { targetInPolicy } from '../../domain/decide/decisionFacts';
import { breaksGlass } from '../../domain/intervention/intervention';
import { stoppingSwitch } from '../../domain/killSwitch/killSwitch';
import { mayHaveEffect } from '../../domain/run/journal';
import { scopeWords } from '../../domain/scope/scopeWords';
import type { ChangeKindRegistry } from '../kinds/ChangeKindRegistry';
import { heldBySet } from './heldBySet';
import type { RunScene } from './RunScene';

/** A rule that a change waits for. */
export interface GateHold {
  readonly type: 'held';
  readonly gate: 'G4' | 'G5';
  readonly hold: RunHold;
  readonly ruleId: string;
  readonly words: string;
  /** When to ask again unless the rule changes; absent when nobody knows. */
  readonly untilMs?: number;
}

/** The change as it stands must not go on. */
export interface GateRefusal {
  readonly type: 'refused';
  readonly gate: 'G1' | 'G2' | 'G3' | 'G4' | 'G6';
  readonly words: string;
}

/** The change must never start; it ends without having done anything. */
export interface GateEnd {
  readonly type: 'over';
  readonly words: string;
  /** The change that it ends for. */
  readonly by: string;
}

/** A change set, a pause, and G4 and G5 as far as nobody set them aside. What it says holds as long as the rules are held, see `holdRules`. */
export async function heldBack(
  tx: KernelTransaction,
  scene: RunScene,
  kinds: ChangeKindRegistry,
): Promise<GateHold | GateRefusal | GateEnd | undefined> {
  const waits = (await heldBySet(tx, scene)) ?? (await heldByPause(tx, scene));
  if (waits) {
    return waits;
  }
  const interventions = await tx.interventions.ofPlan(scene.revision);
  const isGlassBroken = breaksGlass(interventions);
  const byWindow = isGlassBroken
    ? undefined
    : await heldByWindow(tx, scene, {
        kinds,
        overriddenAtMs: interventions.at(-1)?.atMs,
      });
  const isApproved =
    isGlassBroken || scene.revision.decision.oversight === 'approve';
  return byWindow ?? (isApproved ? undefined : heldBySwitch(tx, scene));
}

/** A person paused it; nothing but a person lets it go on. */
async function heldByPause(
  tx: KernelTransaction,
  { change }: RunScene,
): Promise<GateHold | undefined> {
  const pause = await tx.runQueue.pauseOf(change.id);
  return (
    pause && {
      type: 'held',
      gate: 'G4',
      hold: 'pause',
      ruleId: change.id,
      // With references: what names people in the ledger can be erased.
      words: `Waits: paused by ${pause.by}: ${pause.reason}`,
    }
  );
}

/**
 * G4. Once it has begun, only freezes matter, and the change kind says what becomes of it. An override sets aside freezes,
 * windows, and what approvals had said of the start until then; who approves afterwards knows of it.
 */
async function heldByWindow(
  tx: KernelTransaction,
  { change, revision, steps }: RunScene,
  of: {
    readonly kinds: ChangeKindRegistry;
    readonly overriddenAtMs: number | undefined;
  },
): Promise<GateHold | GateRefusal | undefined> {
  const { kinds, overriddenAtMs } = of;
  const hasBegun = mayHaveEffect(steps);
  const { duringFreeze = 'finish' } = kinds.find(change.kind) ?? {};
  if (hasBegun && duringFreeze === 'finish') {
    return undefined;
  }
  const nowMs = await tx.now();
  const votes = await tx.votes.standing({
    changeId: change.id,
    revision: revision.number,
    digest: revision.digest,
  });
  const { notBeforeMs, needsWindow } = startConditions(
    votes.filter(({ votedAtMs }) => votedAtMs > (overriddenAtMs ?? -Infinity)),
  );
  const inForce = await tx.changeWindows.inForce();
  const windows = overriddenAtMs === undefined || needsWindow ? inForce : [];
  const verdict = judgeWindows(hasBegun ? windows.filter(isFreeze) : windows, {
    target: targetInPolicy(change.target),
    kind: change.kind,
    nowMs,
    needsWindow: needsWindow && !hasBegun,
  });
  if (verdict.type === 'closed') {
    const words = windowWords(verdict, windows);
    return hasBegun && duringFreeze === 'undo'
      ? {
          type: 'refused',
          gate: 'G4',
          words: `A freeze began, and a change of this kind is undone then. ${words}`,
        }
      : {
          type: 'held',
          gate: 'G4',
          hold: 'change-window',
          ruleId: verdict.name,
          words,
          untilMs: verdict.untilMs,
        };
  }
  return !hasBegun && notBeforeMs !== undefined && notBeforeMs > nowMs
    ? {
        type: 'held',
        gate: 'G4',
        hold: 'earliest-start',
        ruleId: change.id,
        words: `Waits: it was approved for a start not before ${timeWords(
          notBeforeMs,
          'UTC',
        )}.`,
        untilMs: notBeforeMs,
      }
    : undefined;
}

/** G5. A change that people approved goes on whatever automation may do. */
async function heldBySwitch(
  tx: KernelTransaction,
  { change }: RunScene,
): Promise<GateHold | undefined> {
  const killSwitch = stoppingSwitch(
    await tx.killSwitches.engaged(),
    targetInPolicy(change.target),
    change.kind,
  );
  if (!killSwitch) {
    return undefined;
  }
  const { id, engagedBy, scope, changes, reason } = killSwitch;
  return {
    type: 'held',
    gate: 'G5',
    hold: 'kill-switch',
    ruleId: id,
    words: `Waits: ${engagedBy} stopped automation for ${scopeWords(
      scope,
      changes,
    )} (${reason}). It goes on when that is lifted.`,
  };
}

function isFreeze({ spec }: ChangeWindowInForce): boolean {
  return !('type' in spec) || spec.type === 'freeze';
}
