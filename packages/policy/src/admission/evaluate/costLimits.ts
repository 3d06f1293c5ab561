/** The API server's limits on the work of expressions, in cost units (`k8s.io/apiserver/pkg/apis/cel`). */

/** Of one expression, about 0.1 s there. */
export const perCallCostLimit = 1_000_000;

/** Of all validations of a policy with one param, or of one mutation. */
export const evaluationCostBudget = 10_000_000;

/** Of all match conditions of a policy. */
export const matchConditionCostBudget = 2_500_000;
