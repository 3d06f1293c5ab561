import type { TargetFacts } from '@mandate/plugin-mandate-common';
import { type DecisionFacts, figureLimitNames } from '@mandate/policy';
import { targetInPolicy } from '../decide/decisionFacts';

/** A change kind as far as boundaries depend on it. */
export interface HypotheticalKind {
  readonly name: string;
  readonly risk: {
    readonly destructive: boolean;
    readonly touchesIdentity: boolean;
    readonly touchesData: boolean;
  };
}

/** The harmless case, and a serious one to compare with. */
export type HypotheticalCase = 'harmless' | 'serious';

/**
 * Facts of a change that nobody proposed: in the harmless case everything is as good as it gets, so that what remains
 * is what the mandates say about the kind itself; the serious one is a major version at high risk.
 */
export function hypotheticalFacts(options: {
  readonly kind: HypotheticalKind;
  readonly target: TargetFacts;
  readonly time: DecisionFacts['time'];
  /** Arguments that a change of the kind would have. */
  readonly input?: DecisionFacts['change']['input'];
  readonly case: HypotheticalCase;
}): DecisionFacts {
  const { kind, target, time } = options;
  const harmless = options.case === 'harmless';
  return {
    change: {
      kind: kind.name,
      input: options.input ?? {},
      destructive: kind.risk.destructive,
      touchesIdentity: kind.risk.touchesIdentity,
      touchesData: kind.risk.touchesData,
    },
    plan: {
      objects: { created: 0, changed: 1, removed: 0 },
      figures: Object.fromEntries(figureLimitNames.map(name => [name, 0])),
      costDifference: 0,
      version: {
        from: '1.0.0',
        to: harmless ? '1.0.1' : '2.0.0',
        bump: harmless ? 'patch' : 'major',
      },
      images: [],
    },
    target: targetInPolicy(target),
    proposer: { kind: 'service', ref: 'boundaries' },
    risk: harmless
      ? { level: 'low', score: 0.01, factors: [] }
      : { level: 'high', score: 0.8, factors: [] },
    classification: 'standard',
    dependants: 0,
    findings: { new: 0, errors: 0 },
    trackRecord: { changes: 10, failures: 0, failureRate: 0 },
    time,
  };
}
