import type { RiskFactor, VersionStep } from '@mandate/plugin-mandate-common';
import { riskFactor } from './riskFactor';
import {
  failureRateAboveExpected,
  type RiskInput,
  unwatchedTime,
} from './riskInput';

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
    ...classificationFactor(input),
    ...timeFactor(input),
    ...concurrentFactor(input),
    ...incidentsFactor(input),
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

const NOVELTY = 0.1;

function historyFactor(input: RiskInput): RiskFactor {
  const { history, kind } = input;
  const { succeeded, failed } = history;
  const total = succeeded + failed;
  const what = namesOf(kind.title.toLowerCase(), total);
  if (total === 0) {
    return riskFactor('novelty', NOVELTY, `no earlier ${what} here`);
  }
  return riskFactor(
    'history',
    failureRateAboveExpected(input) * 1.2,
    `${succeeded} of ${total} earlier ${what} went well`,
  );
}

/** "deploys"; a kind of several words, such as "roll back", has no plural that could be made. */
function namesOf(title: string, count: number): string {
  if (title.includes(' ')) {
    return count === 1 ? 'change of this kind' : 'changes of this kind';
  }
  return count === 1 ? title : `${title}s`;
}

function classificationFactor({ classification }: RiskInput): RiskFactor[] {
  switch (classification) {
    case 'modified-within':
      return [
        riskFactor('classification', 0.02, 'differs inside what was approved'),
      ];
    case 'modified-beyond':
      return [
        riskFactor('classification', 0.08, 'goes beyond what was approved'),
      ];
    case 'novel':
      return [riskFactor('classification', 0.08, 'follows no template')];
    default:
      return [];
  }
}

function timeFactor(input: RiskInput): RiskFactor[] {
  if (!input.target.production) {
    return [];
  }
  switch (unwatchedTime(input)) {
    case 'weekend':
      return [riskFactor('time', 0.06, 'on a weekend, when few people watch')];
    case 'night':
      return [riskFactor('time', 0.04, 'outside working hours')];
    default:
      return [];
  }
}

const CONCURRENT_WEIGHT = 0.05;
const MOST_FOR_CONCURRENT = 0.15;

function concurrentFactor({ concurrent }: RiskInput): RiskFactor[] {
  return concurrent === 0
    ? []
    : [
        riskFactor(
          'concurrent',
          Math.min(MOST_FOR_CONCURRENT, CONCURRENT_WEIGHT * concurrent),
          concurrent === 1
            ? 'another change is under way on it or what it depends on'
            : `${concurrent} other changes are under way on it or what it depends on`,
        ),
      ];
}

const INCIDENT_WEIGHT = 0.04;
const MOST_FOR_INCIDENTS = 0.16;

function incidentsFactor({ incidents }: RiskInput): RiskFactor[] {
  const { failedChanges, findings } = incidents;
  const total = failedChanges + findings;
  if (total === 0) {
    return [];
  }
  const told = [
    ...(failedChanges > 0 ? [counted(failedChanges, 'failed change')] : []),
    ...(findings > 0 ? [counted(findings, 'finding')] : []),
  ];
  return [
    riskFactor(
      'incidents',
      Math.min(MOST_FOR_INCIDENTS, INCIDENT_WEIGHT * total),
      `${told.join(' and ')} in the last two weeks`,
    ),
  ];
}

function counted(count: number, noun: string): string {
  return count === 1 ? `1 ${noun}` : `${count} ${noun}s`;
}
