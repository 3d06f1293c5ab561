import type { LabelSelector } from '../policy/labelSelector';

/** Whether labels fulfil every requirement of a selector. */
export function selectorMatches(
  selector: LabelSelector,
  labels: Readonly<Record<string, string>>,
): boolean {
  for (const key in selector.matchLabels) {
    if (valueOf(labels, key) !== selector.matchLabels[key]) {
      return false;
    }
  }
  return selector.matchExpressions.every(({ key, operator, values }) => {
    const value = valueOf(labels, key);
    switch (operator) {
      case 'In':
        return value !== undefined && values.includes(value);
      case 'NotIn':
        return value === undefined || !values.includes(value);
      case 'Exists':
        return value !== undefined;
      default:
        return value === undefined;
    }
  });
}

/** Whether a selector selects everything. */
export function isEmptySelector(selector: LabelSelector): boolean {
  return (
    selector.matchExpressions.length === 0 &&
    Object.keys(selector.matchLabels).length === 0
  );
}

function valueOf(
  labels: Readonly<Record<string, string>>,
  key: string,
): string | undefined {
  return Object.hasOwn(labels, key) ? labels[key] : undefined;
}
