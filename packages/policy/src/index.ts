/**
 * A CEL engine, admission policies as Kubernetes evaluates them, and the mandates' meaning: decisions, the matching of votes, replays. Pure.
 *
 * @packageDocumentation
 */
export * from './cel';
export * from './expressions/expression';
export * from './expressions/shape';
export * from './expressions/environment';
export * from './expressions/knownEnvironments';
export { compileExpression } from './expressions/compileExpression';
export * from './expressions/explain/explanation';
export * from './expressions/explain/explain';
export { pathOf, readChains } from './expressions/explain/readChains';
export type { ReadChain, Segment } from './expressions/explain/readChains';
export * from './expressions/explain/words';
export * from './mandate/oversight';
export * from './mandate/duration';
export * from './mandate/mandateSpec';
export * from './mandate/limitsSchema';
export * from './mandate/decisionInput';
export * from './mandate/decisionFactsSchema';
export * from './mandate/decision';
export * from './approval/voteMatch';
export * from './mandate/parseMandate';
export { budgetKeys, budgetLimit } from './mandate/budgets';
export type { BudgetKey } from './mandate/budgets';
export { covers, isInForce, mayOverlap } from './mandate/mandateScope';
export * from './mandate/decide';
export * from './mandate/killSwitch';
export * from './mandate/kindNames';
export * from './mandate/explainDecision';
export * from './approval/matching';
export * from './approval/askedGroups';
export * from './approval/uniteRequirements';
export * from './replay/replayMandates';
export { changeWindowSpecSchema } from './window/changeWindowSpec';
export type { ChangeWindowSpec } from './window/changeWindowSpec';
export * from './window/parseChangeWindow';
export * from './window/judgeWindows';
export type { Occurrence } from './window/schedule';
export * from './admission';
export * from './admission/defaulting';
export * from './pod-security';
export { quantityNumber } from './quantityNumber';
