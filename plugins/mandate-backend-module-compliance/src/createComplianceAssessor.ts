import type {
  ComplianceFinding,
  TargetFacts,
} from '@mandate/plugin-mandate-common';
import { type Assessor, isWorkload } from '@mandate/plugin-mandate-node';
import { evaluateRules, type RuleSet } from './domain/evaluateRules';

/** Adds the rules that a plan's workloads violate after the change, and whether they do so already before it. */
export function createComplianceAssessor(rules: RuleSet): Assessor {
  return {
    id: 'compliance',
    async assess({ plan, target }) {
      return {
        findings: plan.objects
          .filter(isWorkload)
          .flatMap(({ before, after }) =>
            after ? findingsOf(rules, before, after, target) : [],
          ),
      };
    },
  };
}

type PlannedWorkload = Parameters<typeof evaluateRules>[1];

/** Throws when a rule cannot be evaluated, so that the assessment has a gap instead of a false all-clear. */
function findingsOf(
  rules: RuleSet,
  before: PlannedWorkload | null,
  after: PlannedWorkload,
  target: TargetFacts,
): ComplianceFinding[] {
  const earlier = new Set(
    (before ? evaluateRules(rules, before, target) : [])
      .filter(({ status }) => status === 'fail')
      .map(({ rule }) => rule),
  );
  return evaluateRules(rules, after, target).flatMap(result => {
    if (result.status === 'error') {
      throw new Error(result.words);
    }
    return result.status === 'pass'
      ? []
      : [
          {
            rule: result.rule,
            title: result.title,
            severity: result.severity,
            words: result.words,
            where: result.where ?? '',
            mend: result.mend ?? '',
            isNew: !earlier.has(result.rule),
          },
        ];
  });
}
