/** The operators over the elements of a vector. */
export const AGGREGATIONS = new Set([
  'sum',
  'avg',
  'min',
  'max',
  'count',
  'group',
  'stddev',
  'stdvar',
  'quantile',
  'topk',
  'bottomk',
]);

/** Those with a number before the vector. */
export const WITH_PARAMETER = new Set(['quantile', 'topk', 'bottomk']);
