import { formatType } from '../../cel/types/formatType';
import { CelObjectValue } from '../../cel/values/runtimeValue';
import type { RuntimeValue } from '../../cel/values/runtimeValue';
import type { AuditAnnotation } from '../policy/validatingPolicy';
import type { FailurePolicy } from '../policy/policyParts';
import type { Evaluation } from './evaluateGroup';
import { trimSpace } from './validationMessage';

/** What became of one of a policy's audit annotations. @public */
export type AuditAnnotationResult = { readonly key: string } & (
  | { readonly action: 'publish'; readonly value: string }
  /** With an error when that is why, and the policy says to ignore failures. */
  | { readonly action: 'exclude'; readonly error?: string }
  | { readonly action: 'error'; readonly error: string }
);

/** Null and blank values are left out; an error refuses the request, unless the policy says to ignore failures. */
export function auditAnnotationResult(
  { key, valueExpression }: AuditAnnotation,
  evaluation: Evaluation,
  failurePolicy: FailurePolicy,
): AuditAnnotationResult {
  if (!evaluation.ok) {
    return failurePolicy === 'Ignore'
      ? { key, action: 'exclude', error: evaluation.message }
      : { key, action: 'error', error: evaluation.message };
  }
  const { value } = evaluation;
  if (value === null) {
    return { key, action: 'exclude' };
  }
  if (typeof value !== 'string') {
    return {
      key,
      action: 'error',
      error: `valueExpression '${valueExpression}' resulted in unsupported return type: ${typeName(
        value,
      )}. Return type must be either string or null.`,
    };
  }
  const text = trimSpace(value);
  return text === ''
    ? { key, action: 'exclude' }
    : { key, action: 'publish', value: text };
}

function typeName(value: RuntimeValue): string {
  if (value instanceof CelObjectValue) {
    return formatType(value.celType);
  }
  switch (typeof value) {
    case 'boolean':
      return 'bool';
    case 'number':
    case 'bigint':
      return 'int';
    default:
      return Array.isArray(value) ? 'list' : 'map';
  }
}

const longestValueBytes = 10 * 1024;

/** Collects the annotations of a policy over its bindings and params: different values of a key stand after each other. */
export class AuditAnnotationCollector {
  private readonly valuesByKey = new Map<string, readonly string[]>();

  add(key: string, value: string): void {
    const values = this.valuesByKey.get(key) ?? [];
    const cut = withinBytes(value, longestValueBytes);
    if (!values.includes(cut)) {
      this.valuesByKey.set(key, [...values, cut]);
    }
  }

  /** By `policy/key`. */
  published(policyName: string): Readonly<Record<string, string>> {
    return Object.fromEntries(
      [...this.valuesByKey].map(([key, values]) => [
        `${policyName}/${key}`,
        values.join(', '),
      ]),
    );
  }
}

function withinBytes(text: string, limit: number): string {
  if (text.length * 3 <= limit) {
    return text;
  }
  const bytes = new TextEncoder().encode(text);
  return bytes.length <= limit
    ? text
    : new TextDecoder().decode(bytes.subarray(0, limit));
}
