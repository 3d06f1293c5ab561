import { quantityNumber } from '@mandate/policy';
import { ParameterBounds } from '../annotations/parameterSchemas';
import { JsonValue } from '../json';

/** Whether a value keeps all bounds that are given. Empty bounds allow nothing, and what cannot be compared is outside. */
export function isWithin(value: JsonValue, bounds: ParameterBounds): boolean {
  const checks: boolean[] = [];
  if (bounds.any) {
    checks.push(true);
  }
  if (bounds.enum) {
    checks.push(bounds.enum.some(choice => choice === value));
  }
  if (bounds.startsWith) {
    checks.push(
      typeof value === 'string' &&
        bounds.startsWith.some(start => value.startsWith(start)),
    );
  }
  if (bounds.minimum !== undefined) {
    checks.push(compare(value, bounds.minimum, (a, b) => a >= b));
  }
  if (bounds.maximum !== undefined) {
    checks.push(compare(value, bounds.maximum, (a, b) => a <= b));
  }
  return checks.length > 0 && checks.every(Boolean);
}

function compare(
  value: JsonValue,
  bound: string | number,
  holds: (value: number, bound: number) => boolean,
): boolean {
  const left =
    typeof value === 'string' || typeof value === 'number'
      ? quantityNumber(value)
      : undefined;
  const right = quantityNumber(bound);
  return left !== undefined && right !== undefined && holds(left, right);
}
