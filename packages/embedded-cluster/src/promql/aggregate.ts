import { PromQlError } from './PromQlError';
import { keyOfLabels, Labels, without } from './Series';
import {
  average,
  greatest,
  least,
  quantile,
  sum,
  variance,
} from './statistics';
import { Expression } from './syntax';
import { Element, Value, vector } from './Value';

type Aggregation = Extract<Expression, { kind: 'aggregation' }>;

const OPERATORS: Record<string, (values: number[]) => number> = {
  sum,
  avg: average,
  min: least,
  max: greatest,
  count: values => values.length,
  group: () => 1,
  stddev: values => Math.sqrt(variance(values)),
  stdvar: variance,
};

/** Puts the elements of a vector together by their labels. */
export function aggregate(
  aggregation: Aggregation,
  of: Value,
  parameter: Value | undefined,
): Value {
  const { operator } = aggregation;
  if (of.kind !== 'vector') {
    throw new PromQlError(`${operator} wants a vector, not a ${of.kind}`);
  }
  const number = parameter?.kind === 'scalar' ? parameter.value : undefined;
  if (parameter && number === undefined) {
    throw new PromQlError(`${operator} wants a number first`);
  }
  const groups = groupsOf(aggregation, of.elements);
  if (operator === 'topk' || operator === 'bottomk') {
    const sign = operator === 'topk' ? -1 : 1;
    return vector(
      groups.flatMap(({ members }) =>
        [...members]
          .sort((a, b) => sign * (a.value - b.value))
          .slice(0, Math.max(0, Math.trunc(number ?? 0))),
      ),
    );
  }
  const combine =
    operator === 'quantile'
      ? (values: number[]) => quantile(number ?? NaN, values)
      : OPERATORS[operator];
  return vector(
    groups.map(({ labels, members }) => ({
      labels,
      value: combine(members.map(it => it.value)),
    })),
  );
}

function groupsOf(
  { by, labels }: Aggregation,
  elements: readonly Element[],
): { labels: Labels; members: Element[] }[] {
  const groups = new Map<string, { labels: Labels; members: Element[] }>();
  for (const element of elements) {
    const shared = by
      ? picked(element.labels, labels)
      : without(element.labels, '__name__', ...labels);
    const key = keyOfLabels(shared);
    const group = groups.get(key) ?? { labels: shared, members: [] };
    group.members.push(element);
    groups.set(key, group);
  }
  return [...groups.values()];
}

function picked(labels: Labels, names: readonly string[]): Labels {
  return Object.fromEntries(
    names.flatMap(name =>
      Object.hasOwn(labels, name) ? [[name, labels[name]]] : [],
    ),
  );
}
