import { matchVectors, signatureOf } from './matchVectors';
import { ARITHMETIC, COMPARISONS } from './operators';
import { PromQlError } from './PromQlError';
import { without } from './Series';
import { Expression } from './syntax';
import { Element, Value, vector } from './Value';

export type Binary = Extract<Expression, { kind: 'binary' }>;
type Elements = readonly Element[];

/** Two values under an operator. @throws PromQlError when they do not fit it */
export function binary(operation: Binary, left: Value, right: Value): Value {
  const { operator, bool } = operation;
  if (left.kind === 'scalar' && right.kind === 'scalar') {
    if (COMPARISONS[operator] && !bool) {
      throw new PromQlError('comparisons between scalars must use bool');
    }
    return {
      kind: 'scalar',
      value: combine(operator, left.value, right.value),
    };
  }
  if (left.kind === 'vector' && right.kind === 'scalar') {
    return each(operation, left.elements, value => [value, right.value]);
  }
  if (left.kind === 'scalar' && right.kind === 'vector') {
    return each(operation, right.elements, value => [left.value, value]);
  }
  if (left.kind !== 'vector' || right.kind !== 'vector') {
    throw new PromQlError(
      `${operator} cannot be between a ${left.kind} and a ${right.kind}`,
    );
  }
  const sets = setOperation(operation, left.elements, right.elements);
  return vector(
    sets ?? matchVectors(operation, left.elements, right.elements, combine),
  );
}

/** A comparison gives 1 or 0. */
function combine(operator: string, a: number, b: number): number {
  const compare = COMPARISONS[operator];
  return compare ? Number(compare(a, b)) : ARITHMETIC[operator](a, b);
}

/** Between a vector and a scalar. A comparison without `bool` keeps the elements for which it is true. */
function each(
  { operator, bool }: Binary,
  elements: Elements,
  sidesOf: (value: number) => [number, number],
): Value {
  const compare = COMPARISONS[operator];
  if (!compare && !ARITHMETIC[operator]) {
    throw new PromQlError(`${operator} is between vectors only`);
  }
  if (compare && !bool) {
    return vector(elements.filter(({ value }) => compare(...sidesOf(value))));
  }
  return vector(
    elements.map(({ labels, value }) => ({
      labels: without(labels, '__name__'),
      value: combine(operator, ...sidesOf(value)),
    })),
  );
}

function setOperation(
  { operator, matching }: Binary,
  left: Elements,
  right: Elements,
): Elements | undefined {
  const signature = ({ labels }: Element) => signatureOf(labels, matching);
  const onLeft = new Set(left.map(signature));
  const onRight = new Set(right.map(signature));
  switch (operator) {
    case 'and':
      return left.filter(it => onRight.has(signature(it)));
    case 'unless':
      return left.filter(it => !onRight.has(signature(it)));
    case 'or':
      return [...left, ...right.filter(it => !onLeft.has(signature(it)))];
    default:
      return undefined;
  }
}
