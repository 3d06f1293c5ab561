import type {
  Assessment,
  Classification,
  Plan,
  Proposer,
  TargetFacts,
  TestResult,
} from '@mandate/plugin-mandate-common';
import { failureWords } from '../assessment/preflight';
import type {
  Classification as PolicyClassification,
  DecisionFacts,
} from '@mandate/policy';

/** What facts are made of. */
export interface DecisionSources {
  readonly kind: {
    readonly name: string;
    readonly risk: {
      readonly destructive: boolean;
      readonly touchesIdentity: boolean;
      readonly touchesData: boolean;
    };
    readonly testedBeforehand?: boolean;
  };
  readonly input: Readonly<Record<string, unknown>>;
  readonly plan: Plan;
  readonly target: TargetFacts;
  readonly proposer: Proposer;
  readonly assessment: Assessment;
  /** Of this very plan. */
  readonly testResults: readonly TestResult[];
  /** How earlier changes of the kind on the target ended. */
  readonly history: { readonly succeeded: number; readonly failed: number };
  readonly time: DecisionFacts['time'];
}

const POLICY_CLASSIFICATIONS: Readonly<
  Record<Classification, PolicyClassification>
> = {
  standard: 'standard',
  'modified-within': 'modified',
  'modified-beyond': 'modified-beyond',
  novel: 'novel',
};

/** A target as scopes and conditions read it. */
export function targetInPolicy(target: TargetFacts): DecisionFacts['target'] {
  return {
    entityRef: target.entityRef,
    environment: target.environment,
    cluster: target.cluster,
    namespace: target.namespace,
    kind: target.entityKind.toLowerCase(),
    workload: target.workload.name,
    containerType: target.containerType,
    owner: target.owner?.toLowerCase(),
    system: target.system?.toLowerCase(),
    tags: target.tags,
    labels: target.labels,
    tier: String(target.tier),
  };
}

/** The facts that mandates' conditions read. A figure that is not known stays absent, never zero. */
export function decisionFacts(sources: DecisionSources): DecisionFacts {
  const { kind, plan, target, assessment, history } = sources;
  const resultsThat = (outcome: TestResult['outcome']) =>
    sources.testResults.filter(result => result.outcome === outcome).length;
  const count = (action: Plan['objects'][number]['action']) =>
    plan.objects.filter(object => object.action === action).length;
  const removed = count('delete');
  const { version, template } = plan;
  const total = history.succeeded + history.failed;
  return {
    change: {
      kind: kind.name,
      input: sources.input,
      destructive: kind.risk.destructive || removed > 0,
      touchesIdentity: kind.risk.touchesIdentity,
      touchesData: kind.risk.touchesData,
    },
    plan: {
      objects: { created: count('create'), changed: count('update'), removed },
      figures: {
        replicas: plan.figures.after.replicas,
        cpuCores: plan.figures.after.cpuCores,
        memoryGiB: plan.figures.after.memoryGiB,
        storageGiB: plan.figures.after.storageGiB,
        bandwidthMbps: plan.figures.after.bandwidthMbps,
        monthlyCost: assessment.cost?.after ?? plan.figures.after.monthlyCost,
      },
      costDifference:
        assessment.cost && assessment.cost.after - assessment.cost.before,
      ...(version && {
        version: {
          from: version.from ?? '',
          to: version.to,
          // A first version is no small step: no condition on a bump should take it for one.
          bump: version.bump === 'first' ? 'unknown' : version.bump,
        },
      }),
      images: plan.images,
    },
    target: targetInPolicy(target),
    proposer: sources.proposer,
    risk: {
      level: assessment.risk.level,
      score: assessment.risk.score,
      factors: assessment.risk.factors.map(factor => ({
        name: factor.id,
        contribution: factor.weight,
        words: factor.words,
      })),
    },
    classification: POLICY_CLASSIFICATIONS[assessment.classification],
    dependants: assessment.dependants.length,
    preflight: { failed: (assessment.preflight ?? []).flatMap(failureWords) },
    tests: {
      possible: kind.testedBeforehand ?? false,
      passed: resultsThat('passed'),
      failed: resultsThat('failed'),
    },
    findings: {
      new: assessment.findings.filter(({ isNew }) => isNew).length,
      errors: assessment.gaps.length,
    },
    ...(total > 0 && {
      trackRecord: {
        changes: total,
        failures: history.failed,
        failureRate: history.failed / total,
      },
    }),
    time: sources.time,
    ...(template && {
      template: { name: template.name, version: template.digest },
    }),
  };
}
