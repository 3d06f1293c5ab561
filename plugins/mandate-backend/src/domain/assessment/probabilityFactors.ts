import type { RiskFactor, VersionStep } from '@mandate/plugin-mandate-common';
import type { RiskInput } from './risk';
import { riskFactor } from './riskFactor';

/** What makes it more or less likely that the change goes wrong. */
export function probabilityFactors(input: RiskInput): readonly RiskFactor[] {
  return [
    ...versionFactor(input.plan.version),
    ...sizeFactors(input),
    historyFactor(input),
    ...(input.proposerIsNew
      ? [
          riskFactor(
            'proposer',
            0.03,
            'the proposer did not do this here before',
          ),
        ]
      : []),
    ...timeFactor(input),
    ...input.assessorFactors,
  ];
}

const BUMP_WEIGHTS: Readonly<Record<VersionStep['bump'], number>> = {
  none: 0,
  patch: 0,
  first: 0.05,
  minor: 0.08,
  unknown: 0.15,
  major: 0.3,
};

function versionFactor(version: VersionStep | undefined): RiskFactor[] {
  if (!version || version.bump === 'none') {
    return [];
  }
  const words = {
    patch: 'patch version',
    first: 'first version here',
    minor: 'minor version',
    major: 'major version',
    unknown: 'a version step that cannot be told from its names',
  }[version.bump];
  return [riskFactor('version', BUMP_WEIGHTS[version.bump], words)];
}

/** Objects that really change, and pods: each doubling of a large plan adds the same. */
function sizeFactors({ plan }: RiskInput): RiskFactor[] {
  const changed = plan.objects.filter(({ action }) => action !== 'none');
  const removed = changed.filter(({ action }) => action === 'delete').length;
  const factors: RiskFactor[] = [];
  if (changed.length > 3) {
    factors.push(
      riskFactor(
        'size',
        Math.min(0.25, 0.05 * Math.log2(changed.length / 3)),
        `${changed.length} objects change`,
      ),
    );
  }
  if (removed > 0) {
    factors.push(
      riskFactor(
        'removal',
        Math.min(0.25, 0.1 + 0.02 * removed),
        removed === 1
          ? '1 object is removed'
          : `${removed} objects are removed`,
      ),
    );
  }
  return factors;
}

/** Before any evidence, one in five is taken to fail, with the weight of five changes: Beta(1, 4). */
const PRIOR_FAILURES = 1;
const PRIOR_CHANGES = 5;
const NOVELTY = 0.1;

function historyFactor({ history, kind }: RiskInput): RiskFactor {
  const { succeeded, failed } = history;
  const total = succeeded + failed;
  const what =
    total === 1 ? kind.title.toLowerCase() : `${kind.title.toLowerCase()}s`;
  if (total === 0) {
    return riskFactor('novelty', NOVELTY, `no earlier ${what} here`);
  }
  const smoothed = (failed + PRIOR_FAILURES) / (total + PRIOR_CHANGES);
  const expected = PRIOR_FAILURES / PRIOR_CHANGES;
  return riskFactor(
    'history',
    (smoothed - expected) * 1.2,
    `${succeeded} of ${total} earlier ${what} went well`,
  );
}

const FIRST_WORKING_HOUR = 7;
const LAST_WORKING_HOUR = 19;

function timeFactor({ target, time }: RiskInput): RiskFactor[] {
  if (!target.production) {
    return [];
  }
  if (time.weekend) {
    return [riskFactor('time', 0.06, 'on a weekend, when few people watch')];
  }
  return time.hour < FIRST_WORKING_HOUR || time.hour >= LAST_WORKING_HOUR
    ? [riskFactor('time', 0.04, 'outside working hours')]
    : [];
}
