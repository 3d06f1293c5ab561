import { z } from 'zod';
import {
  type ChangeWindowSpec,
  changeWindowSpecSchema,
} from './changeWindowSpec';

const entitySchema = z.object({
  apiVersion: z.literal('mandate.dev/v1alpha1'),
  kind: z.literal('ChangeWindow'),
  metadata: z.object({ name: z.string().min(1) }),
  spec: changeWindowSpecSchema,
});

/**
 * A change window's spec, or everything that is wrong with it, each with its place.
 *
 * @public
 */
export type ParsedChangeWindow =
  | { readonly ok: true; readonly spec: ChangeWindowSpec }
  | { readonly ok: false; readonly errors: readonly string[] };

/**
 * Checks an entity of kind `ChangeWindow`.
 *
 * @public
 */
export function parseChangeWindow(entity: unknown): ParsedChangeWindow {
  const parsed = entitySchema.safeParse(entity);
  return parsed.success
    ? { ok: true, spec: parsed.data.spec }
    : {
        ok: false,
        errors: parsed.error.issues.map(
          ({ path, message }) => `${placeOf(path)}: ${message}`,
        ),
      };
}

/** `spec.schedule[0].repeat`. */
function placeOf(path: readonly PropertyKey[]): string {
  return path
    .map((part, index) => {
      if (typeof part === 'number') {
        return `[${part}]`;
      }
      return index === 0 ? String(part) : `.${String(part)}`;
    })
    .join('');
}
