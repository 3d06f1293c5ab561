import type {
  ObservedFinding,
  TargetFacts,
} from '@mandate/plugin-mandate-common';
import {
  type ClusterAccess,
  ClusterRefusedError,
  ClusterUnavailableError,
  type DetectContext,
  type Detector,
} from '@mandate/plugin-mandate-node';
import { crashLoops } from '../domain/crashLoop';
import {
  CRASH_LOOP_DETECTOR,
  crashLoopFinding,
} from '../domain/crashLoopFinding';
import { observeWorkload } from './observeWorkload';

/** How many targets are read at the same time. */
const CONCURRENCY = 10;
/** Reasons that are named when nothing can be seen. */
const MOST_REASONS = 3;

/** One look at all targets. */
class Looking {
  private readonly findings: ObservedFinding[] = [];
  private readonly words = new Set<string>();
  private readonly away = new Map<string, string>();
  private blind = 0;

  constructor(
    private readonly context: DetectContext,
    private readonly now: () => Date,
  ) {}

  async at(target: TargetFacts): Promise<void> {
    // Each of its targets would wait as long again.
    const away = this.away.get(target.cluster);
    if (away !== undefined) {
      this.unseen(target, away);
      return;
    }
    try {
      const finding = await find(this.context.clusters, target, this.now());
      this.findings.push(...(finding ? [finding] : []));
    } catch (error) {
      const words = wordsOf(error, target);
      if (error instanceof ClusterUnavailableError) {
        this.away.set(target.cluster, words);
      }
      this.unseen(target, words);
    }
  }

  result(count: number): readonly ObservedFinding[] {
    if (count > 0 && this.blind === count) {
      throw new Error([...this.words].slice(0, MOST_REASONS).join(' '));
    }
    return this.findings;
  }

  private unseen(target: TargetFacts, words: string): void {
    this.blind += 1;
    this.words.add(words);
    this.context.unseen(target, words);
  }
}

/**
 * Finds workloads that worked and now crash-loop. A target that cannot be seen, and a cluster that does not answer, keep
 * nothing else from being looked at. Throws when nothing at all can be seen.
 */
export function crashLoopDetector(options: {
  readonly intervalSeconds: number;
  readonly now: () => Date;
}): Detector {
  return {
    id: CRASH_LOOP_DETECTOR,
    title: 'Crash loops',
    intervalSeconds: options.intervalSeconds,
    async detect(context: DetectContext) {
      const { signal, targets } = context;
      const all = await targets.all();
      const looking = new Looking(context, options.now);
      const waiting = [...all];
      const work = async () => {
        for (
          let target = waiting.pop();
          target && !signal.aborted;
          target = waiting.pop()
        ) {
          await looking.at(target);
        }
      };
      await Promise.all(Array.from({ length: CONCURRENCY }, work));
      signal.throwIfAborted();
      return looking.result(all.length);
    },
  };
}

function wordsOf(error: unknown, target: TargetFacts): string {
  return error instanceof ClusterUnavailableError ||
    error instanceof ClusterRefusedError
    ? error.message
    : `The workload or a pod of ${target.entityRef} in ${target.environment} is not as Kubernetes describes them.`;
}

async function find(
  clusters: ClusterAccess,
  target: TargetFacts,
  now: Date,
): Promise<ObservedFinding | undefined> {
  const seen = await observeWorkload(clusters, target, now);
  return seen && crashLoopFinding(target, crashLoops(seen));
}
