import { z } from 'zod';
import { compileExpression } from '../expressions/compileExpression';
import { mandateEnvironment } from '../expressions/knownEnvironments';
import { mandateSpecSchema } from './mandateSpec';
import type { MandateSpec } from './mandateSpec';

/**
 * A mistake in a mandate: where in the document, and, inside a condition, where in its text (1-based).
 *
 * @public
 */
export interface MandateError {
  readonly path: readonly (string | number)[];
  readonly message: string;
  readonly position?: { readonly line: number; readonly column: number };
}

/**
 * A mandate that can be used, or every mistake found.
 *
 * @public
 */
export type ParsedMandate =
  | {
      readonly ok: true;
      readonly name: string;
      readonly title?: string;
      readonly spec: MandateSpec;
    }
  | { readonly ok: false; readonly errors: readonly MandateError[] };

/**
 * A checked `spec`, or every mistake found.
 *
 * @public
 */
export type ParsedMandateSpec =
  | { readonly ok: true; readonly spec: MandateSpec }
  | { readonly ok: false; readonly errors: readonly MandateError[] };

const envelopeSchema = z.looseObject({
  apiVersion: z.literal('mandate.dev/v1alpha1'),
  kind: z.literal('Mandate'),
  metadata: z.looseObject({
    name: z.string().min(1).max(63),
    title: z.string().optional(),
  }),
  spec: z.unknown(),
});

/**
 * Reads a whole Mandate document, as parsed from YAML. Error paths start at its root.
 *
 * @public
 */
export function parseMandate(document: unknown): ParsedMandate {
  const envelope = envelopeSchema.safeParse(document);
  if (!envelope.success) {
    return { ok: false, errors: toMandateErrors(envelope.error) };
  }
  const { metadata, spec } = envelope.data;
  const parsed = parseMandateSpec(spec);
  if (!parsed.ok) {
    return {
      ok: false,
      errors: parsed.errors.map(error => ({
        ...error,
        path: ['spec', ...error.path],
      })),
    };
  }
  return {
    ok: true,
    name: metadata.name,
    title: metadata.title,
    spec: parsed.spec,
  };
}

/**
 * Reads a mandate's `spec`: its shape, and that every condition compiles to something true or false.
 *
 * @public
 */
export function parseMandateSpec(spec: unknown): ParsedMandateSpec {
  const parsed = mandateSpecSchema.safeParse(spec);
  if (!parsed.success) {
    return { ok: false, errors: toMandateErrors(parsed.error) };
  }
  const errors = parsed.data.grants.flatMap((grant, index) =>
    grant.when === undefined
      ? []
      : conditionErrors(grant.when, ['grants', index, 'when']),
  );
  return errors.length > 0
    ? { ok: false, errors }
    : { ok: true, spec: parsed.data };
}

function conditionErrors(
  source: string,
  path: readonly (string | number)[],
): readonly MandateError[] {
  const compiled = compileExpression(source, mandateEnvironment);
  if (!compiled.ok) {
    return compiled.errors.map(({ message, line, column }) => ({
      path,
      message,
      position: { line, column },
    }));
  }
  const { kind } = compiled.program.checked.type;
  return kind === 'bool' || kind === 'dyn'
    ? []
    : [
        {
          path,
          message:
            'A condition must be true or false; this one has another value. Compare it with something.',
          position: { line: 1, column: 1 },
        },
      ];
}

function toMandateErrors(error: z.ZodError): readonly MandateError[] {
  return error.issues.flatMap(issue => {
    const path = issue.path.map(part =>
      typeof part === 'symbol' ? String(part) : part,
    );
    return issue.code === 'unrecognized_keys'
      ? issue.keys.map(key => ({
          path: [...path, key],
          message: `There is no \`${key}\` here. Take it out, or correct its spelling.`,
        }))
      : [{ path, message: issue.message }];
  });
}
