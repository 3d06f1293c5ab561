import type {
  ChangeSummary,
  Finding,
  ObservedFinding,
  ProposeRequest,
  TargetReference,
} from '@mandate/plugin-mandate-common';
import type { ClusterAccess } from './clusterAccess';
import type { TargetDirectory } from './targetDirectory';

/**
 * Watches, and turns what it sees into findings. The kernel calls it on one replica at a time.
 *
 * @public
 */
export interface Detector {
  readonly id: string;
  readonly title: string;
  readonly intervalSeconds: number;
  /**
   * All troubles present now. A finding of this detector that is no longer among them is resolved.
   * A target that cannot be seen is told by `unseen`, and its findings stay as they are. A detector that sees nothing at
   * all throws, so that nothing is resolved on no data.
   */
  detect(context: DetectContext): Promise<readonly ObservedFinding[]>;
}

/**
 * What a detector gets.
 *
 * @public
 */
export interface DetectContext {
  readonly clusters: ClusterAccess;
  readonly targets: TargetDirectory;
  readonly signal: AbortSignal;
  /** Tells that a target could not be looked at, and why: nothing about it is resolved on no data. */
  readonly unseen: (target: TargetReference, words: string) => void;
}

/**
 * Turns a finding into a proposed change. The kernel proposes it with the detector as proposer.
 *
 * @public
 */
export interface Remedy {
  readonly id: string;
  handles(finding: Finding): boolean;
  /** Pure: what to do next, given what was tried for this fingerprint before, newest first. */
  next(request: RemedyRequest): RemedyOutcome;
}

/**
 * What a remedy decides on.
 *
 * @public
 */
export interface RemedyRequest {
  readonly finding: Finding;
  /** Changes proposed for the same fingerprint within the last day, newest first. */
  readonly tried: readonly ChangeSummary[];
  /** The database's time. */
  readonly now: Date;
}

/**
 * What a remedy wants.
 *
 * @public
 */
export type RemedyOutcome =
  | {
      readonly type: 'propose';
      readonly request: Pick<ProposeRequest, 'kind' | 'input' | 'reason'>;
    }
  /** Something is under way, or it is too early. */
  | { readonly type: 'wait'; readonly words: string }
  /** Nothing helps any more: a person is told, once. */
  | { readonly type: 'escalate'; readonly words: string };
