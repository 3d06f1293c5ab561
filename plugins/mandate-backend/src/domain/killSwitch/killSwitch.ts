import { type MandateScope, stops, type TargetFacts } from '@mandate/policy';

/** A kill switch as the kernel keeps it. Times are milliseconds since the epoch by the database's clock. */
export interface StoredKillSwitch {
  readonly id: string;
  readonly scope: MandateScope;
  /** Every kind when absent. */
  readonly changes?: readonly string[];
  readonly reason: string;
  readonly engagedBy: string;
  readonly engagedAtMs: number;
  readonly lifted?: {
    readonly by: string;
    readonly atMs: number;
    readonly reason: string;
  };
}

/** The first of the switches, in their order, that stops a kind of change on a target. */
export function stoppingSwitch(
  killSwitches: readonly StoredKillSwitch[],
  target: TargetFacts,
  kind: string,
): StoredKillSwitch | undefined {
  return killSwitches.find(
    killSwitch =>
      !killSwitch.lifted && stops({ name: '', ...killSwitch }, target, kind),
  );
}
