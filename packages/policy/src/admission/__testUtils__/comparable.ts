import type { AdmissionAnswer, AdmissionCase } from './admissionCase';

const failureKey = 'validation.policy.admission.k8s.io/validation_failure';

/**
 * What of an answer must be the same. Left out:
 * - what a checker says is wrong with an expression, and where: it is the engine's matter, and only that it refuses counts here;
 * - for which types a function has no overload, which cel-go says of some functions and not of others;
 * - the order of several params found by a selector, which is arbitrary in the server, and all that follows from it;
 * - which of several failures the audit log shows: the reference keeps the last one, a server the first.
 */
export function comparable(
  { bindings }: AdmissionCase,
  answer: AdmissionAnswer,
): unknown {
  const failures = answer.evaluations
    .flatMap(({ decisions }) => decisions)
    .filter(({ action }) => action === 'deny').length;
  const { [failureKey]: failure, ...annotations } = answer.auditAnnotations;
  const whole = {
    ...answer,
    auditAnnotations: {
      ...annotations,
      ...(failure !== undefined && {
        [failureKey]: failures === 1 ? failure : 'one of several',
      }),
    },
  };
  const hasOrder =
    !JSON.stringify(bindings).includes('"paramRef":{"selector"') ||
    answer.evaluations.length < 2;
  return withoutDiagnostics(hasOrder ? whole : unordered(whole));
}

function unordered({
  allowed,
  warnings,
  evaluations,
}: AdmissionAnswer): unknown {
  const sorted = (values: readonly unknown[]) =>
    values.map(value => JSON.stringify(value)).sort();
  return {
    allowed,
    warnings: sorted(warnings),
    evaluations: sorted(evaluations),
  };
}

function withoutDiagnostics(value: unknown): unknown {
  const text = JSON.stringify(value);
  return JSON.parse(
    text
      .replace(/compilation failed: ERROR: (?:[^"\\]|\\.)*/g, found =>
        // What the server says after it, of the next expression of a list, is cut off with it.
        found.endsWith(']') ? 'compilation failed]' : 'compilation failed',
      )
      .replace(/no such overload: [\w.]+\([\w., ]*\)/g, 'no such overload'),
  );
}
