import { combineVerdicts } from './combineVerdicts';
import type { Decision, Obligation } from './decision';
import type {
  DecisionFacts,
  DecisionInput,
  RiskLevel,
  UnreadableMandate,
} from './decisionInput';
import { stops } from './killSwitch';
import { judgeMandate } from './judgeMandate';
import { isInForce } from './mandateScope';
import type { ApprovalRequirement } from './mandateSpec';
import { cap, counting } from './verdict';
import type { CountingClause, Verdict } from './verdict';

/**
 * Decides how closely people watch a change. Every mandate in force is heard; the strictest oversight wins and
 * requirements are united. Without a mandate, without data or with an error, a person decides. The order of any list
 * in the input changes nothing (I7), and one more mandate never makes the outcome freer where one is in force (I8).
 *
 * @public
 */
export function decide(input: DecisionInput): Decision {
  const inForce = input.mandates.filter(mandate =>
    isInForce(mandate, input.facts.target, input.nowMs),
  );
  const everywhere = capsEverywhere(input);
  const verdicts = inForce.map(mandate =>
    mandate.status === 'readable'
      ? judgeMandate(mandate, input, everywhere)
      : judgeUnreadable(mandate, input),
  );
  return combineVerdicts(
    verdicts.length > 0 ? verdicts : [withoutMandate(input)],
    everywhere,
    monitoring(input.facts.risk.level),
  );
}

/** From medium risk on, a change is verified for twice as long, alone or approved. */
function monitoring(level: RiskLevel): readonly Obligation[] {
  return level === 'low'
    ? []
    : [{ type: 'enhanced-monitoring', soakFactor: 2 }];
}

/** The caps that hold whatever the mandate. */
function capsEverywhere({
  facts,
  killSwitches,
  findingErrorsNeedApproval,
}: DecisionInput): readonly CountingClause[] {
  const caps = killSwitches
    .filter(killSwitch => stops(killSwitch, facts.target, facts.change.kind))
    .map(({ name, reason }) =>
      cap('kill-switch', `The kill switch ${name} is on: ${reason}`),
    );
  if (facts.classification === 'novel') {
    caps.push(
      cap('classification-novel', 'Nothing like it was done here before.'),
    );
  }
  if (facts.classification === 'modified-beyond') {
    caps.push(
      cap(
        'classification-beyond',
        'It goes beyond what was approved beforehand: a value is outside the template, or it overwrites what somebody else manages.',
      ),
    );
  }
  if (facts.risk.level === 'high' || facts.risk.level === 'critical') {
    caps.push(
      cap(
        'risk-high',
        `The risk is ${facts.risk.level}, so a person decides whatever the mandates grant.`,
      ),
    );
  }
  const failed = facts.preflight?.failed ?? [];
  if (failed.length > 0) {
    caps.push(
      cap('preflight-failed', `It is not ready to start: ${failed.join(' ')}`),
    );
  }
  caps.push(...testCaps(facts));
  if (findingErrorsNeedApproval && facts.findings.errors > 0) {
    caps.push(
      cap(
        'findings-unknown',
        `${facts.findings.errors} compliance rule(s) could not be evaluated.`,
      ),
    );
  }
  return caps;
}

/** What failed its tests never runs alone, and at medium risk neither does what could have been tested and was not. */
function testCaps({ tests, risk }: DecisionFacts): readonly CountingClause[] {
  if (!tests) {
    return [];
  }
  const { possible, passed, failed } = tests;
  if (failed > 0) {
    return [
      cap(
        'tests-failed',
        `${failed} of the test results of this plan ${
          failed === 1 ? 'is a failure' : 'are failures'
        }, so a person decides.`,
      ),
    ];
  }
  return risk.level === 'medium' && possible && passed === 0
    ? [
        cap(
          'tests-missing',
          'The risk is medium, and no test of this plan is known to have passed. It runs alone once test results are attached to it; otherwise a person decides without them.',
        ),
      ]
    : [];
}

function withoutMandate(input: DecisionInput): Verdict {
  const requirements = approversWithoutMandate(input);
  return {
    clauses: [
      counting(
        { type: 'no-mandate' },
        requirements.length > 0 ? 'approve' : 'forbid',
        requirements.length > 0
          ? 'No mandate covers this target.'
          : 'No mandate covers this target, it has no owner, and no default approvers are configured.',
        { requirements },
      ),
    ],
    limits: [],
    reservations: [],
  };
}

function judgeUnreadable(
  { name, title, version, error, owner }: UnreadableMandate,
  input: DecisionInput,
): Verdict {
  const requirements = owner
    ? [{ group: owner, count: 1 }]
    : approversWithoutMandate(input);
  return {
    mandate: { name, title, version },
    clauses: [
      counting(
        { type: 'unreadable' },
        requirements.length > 0 ? 'approve' : 'forbid',
        `The mandate cannot be read: ${error}`,
        { state: 'error', requirements },
      ),
    ],
    limits: [],
    reservations: [],
  };
}

function approversWithoutMandate({
  facts,
  defaultApprovers,
}: DecisionInput): readonly ApprovalRequirement[] {
  const { owner } = facts.target;
  return [...(owner ? [{ group: owner, count: 1 }] : []), ...defaultApprovers];
}
