import type {
  ComplianceFinding,
  CostEstimate,
  Plan,
  RiskFactor,
  TargetFacts,
} from '@mandate/plugin-mandate-common';

/**
 * Adds to the assessment of a plan. An assessor that throws leaves a gap, which never counts as good news.
 *
 * @public
 */
export interface Assessor {
  readonly id: string;
  assess(request: AssessorRequest): Promise<AssessorPart>;
}

/**
 * What an assessor sees.
 *
 * @public
 */
export interface AssessorRequest {
  readonly kind: string;
  readonly target: TargetFacts;
  readonly plan: Plan;
  readonly signal: AbortSignal;
}

/**
 * What an assessor adds.
 *
 * @public
 */
export interface AssessorPart {
  readonly findings?: readonly ComplianceFinding[];
  readonly cost?: CostEstimate;
  readonly riskFactors?: readonly RiskFactor[];
}
