import type { RiskFeature } from '@mandate/analytics';
import {
  decayedDependants,
  failureRateAboveExpected,
  type RiskInput,
  unwatchedTime,
} from './riskInput';

/** Values of features by name, as they are stored with a revision. Each is 0 where there is nothing of it. */
export type RiskFeatures = Readonly<Record<string, number>>;

/**
 * What a risk model may learn from. None may lower the risk as it grows, however the few outcomes of a small
 * organisation fell. A name that is a factor's id shares that factor's words.
 */
export const RISK_FEATURES: readonly RiskFeature[] = [
  'version',
  'size',
  'removal',
  'history',
  'novelty',
  'proposer',
  'classification',
  'time',
  'concurrent',
  'incidents',
  'environment',
  'tier',
  'dependants',
  'irreversibility',
  'destructive',
  'identity',
  'data',
  'assessors',
].map(name => ({ name, monotone: 'raises' as const }));

const BUMPS = {
  none: 0,
  patch: 0,
  first: 0.3,
  minor: 0.4,
  unknown: 0.6,
  major: 1,
} as const;
const CLASSIFICATIONS = {
  standard: 0,
  'modified-within': 0.3,
  'modified-beyond': 1,
  novel: 1,
} as const;
const LOWEST_TIER = 4;

/** The features of one change. Counts grow by their logarithm: the tenth dependant says less than the first. */
export function riskFeatures(input: RiskInput): RiskFeatures {
  const { kind, plan, target, history, incidents } = input;
  const changed = plan.objects.filter(({ action }) => action !== 'none');
  const removed = changed.filter(({ action }) => action === 'delete');
  const isNew = history.succeeded + history.failed === 0;
  return {
    version: BUMPS[plan.version?.bump ?? 'none'],
    size: Math.log2(1 + changed.length),
    removal: Math.log2(1 + removed.length),
    history: isNew ? 0 : failureRateAboveExpected(input),
    novelty: mark(isNew),
    proposer: mark(input.proposerIsNew),
    classification: CLASSIFICATIONS[input.classification],
    time: mark(unwatchedTime(input) !== undefined),
    concurrent: Math.log2(1 + input.concurrent),
    incidents: Math.log2(1 + incidents.failedChanges + incidents.findings),
    environment: mark(target.production),
    tier: Math.max(0, LOWEST_TIER - target.tier) / (LOWEST_TIER - 1),
    dependants: Math.log2(1 + decayedDependants(input)),
    irreversibility: kind.irreversibility,
    destructive: mark(kind.destructive),
    identity: mark(kind.touchesIdentity),
    data: mark(kind.touchesData),
    assessors: input.assessorFactors.reduce(
      (sum, { weight }) => sum + weight,
      0,
    ),
  };
}

function mark(holds: boolean): number {
  return holds ? 1 : 0;
}
