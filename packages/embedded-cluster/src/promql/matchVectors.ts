import type { Binary } from './binary';
import { COMPARISONS } from './operators';
import { PromQlError } from './PromQlError';
import { keyOfLabels, Labels, without } from './Series';
import { Matching } from './syntax';
import { Element } from './Value';

/** Pairs the elements of two vectors by their labels, and puts each pair together. @throws PromQlError when several fit one */
export function matchVectors(
  { operator, bool, matching }: Binary,
  left: readonly Element[],
  right: readonly Element[],
  combine: (operator: string, a: number, b: number) => number,
): Element[] {
  const oneIsLeft = matching.many === 'right';
  const [many, one] = oneIsLeft ? [right, left] : [left, right];
  const ones = indexed(one, matching, oneIsLeft ? 'left' : 'right');
  const taken = new Set<string>();
  return many.flatMap(element => {
    const signature = signatureOf(element.labels, matching);
    const partner = ones.get(signature);
    if (!partner) {
      return [];
    }
    const [a, b] = oneIsLeft ? [partner, element] : [element, partner];
    const result = combine(operator, a.value, b.value);
    const isFilter = COMPARISONS[operator] && !bool;
    if (isFilter && result === 0) {
      return [];
    }
    const labels = resultLabels(
      element.labels,
      partner.labels,
      matching,
      !isFilter,
    );
    const key = matching.many ? keyOfLabels(labels) : signature;
    if (taken.has(key)) {
      throw new PromQlError(
        'several elements fit one of the other side; use group_left or group_right',
      );
    }
    taken.add(key);
    return [{ labels, value: isFilter ? a.value : result }];
  });
}

/** What of an element's labels is compared. */
export function signatureOf(labels: Labels, matching: Matching): string {
  return keyOfLabels(
    matching.on
      ? picked(labels, matching.labels)
      : without(labels, '__name__', ...matching.labels),
  );
}

function indexed(
  elements: readonly Element[],
  matching: Matching,
  side: string,
): Map<string, Element> {
  const found = new Map<string, Element>();
  for (const element of elements) {
    const signature = signatureOf(element.labels, matching);
    if (found.has(signature)) {
      throw new PromQlError(
        `found duplicate series for the match group ${signature} on the ${side} side; many-to-many matching is not allowed`,
      );
    }
    found.set(signature, element);
  }
  return found;
}

function resultLabels(
  many: Labels,
  one: Labels,
  matching: Matching,
  dropsName: boolean,
): Labels {
  const base = dropsName ? without(many, '__name__') : many;
  if (matching.many) {
    return {
      ...without(base, ...matching.include),
      ...picked(one, matching.include),
    };
  }
  return matching.on
    ? picked(base, matching.labels)
    : without(base, ...matching.labels);
}

function picked(labels: Labels, names: readonly string[]): Labels {
  return Object.fromEntries(
    names.flatMap(name => (labels[name] ? [[name, labels[name]]] : [])),
  );
}
