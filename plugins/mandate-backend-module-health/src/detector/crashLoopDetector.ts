import type {
  ObservedFinding,
  TargetFacts,
} from '@mandate/plugin-mandate-common';
import type {
  ClusterAccess,
  DetectContext,
  Detector,
} from '@mandate/plugin-mandate-node';
import { crashLoops } from '../domain/crashLoop';
import {
  CRASH_LOOP_DETECTOR,
  crashLoopFinding,
} from '../domain/crashLoopFinding';
import { observeWorkload } from './observeWorkload';

/** How many targets are read at the same time. */
const CONCURRENCY = 10;

/** Finds workloads that worked and now crash-loop. Throws when a cluster cannot be seen, so that nothing is resolved. */
export function crashLoopDetector(options: {
  readonly intervalSeconds: number;
  readonly now: () => Date;
}): Detector {
  return {
    id: CRASH_LOOP_DETECTOR,
    title: 'Crash loops',
    intervalSeconds: options.intervalSeconds,
    async detect({ clusters, targets, signal }: DetectContext) {
      const waiting = [...(await targets.all())];
      const findings: ObservedFinding[] = [];
      const work = async () => {
        for (
          let target = waiting.pop();
          target && !signal.aborted;
          target = waiting.pop()
        ) {
          const finding = await find(clusters, target, options.now());
          findings.push(...(finding ? [finding] : []));
        }
      };
      await Promise.all(Array.from({ length: CONCURRENCY }, work));
      signal.throwIfAborted();
      return findings;
    },
  };
}

async function find(
  clusters: ClusterAccess,
  target: TargetFacts,
  now: Date,
): Promise<ObservedFinding | undefined> {
  const seen = await observeWorkload(clusters, target, now);
  return seen && crashLoopFinding(target, crashLoops(seen));
}
