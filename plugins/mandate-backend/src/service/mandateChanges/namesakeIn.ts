import { parse } from 'yaml';
import { z } from 'zod';

const documentSchema = z.object({
  kind: z.literal('Mandate'),
  metadata: z.object({
    name: z.string(),
    namespace: z.string().default('default'),
  }),
});

/**
 * The entity reference of another mandate whose file this is: a path without `{namespace}` is the same for all of one name.
 * Undefined for the mandate's own file, and for a text that is none.
 */
export function namesakeIn(
  text: string | undefined,
  entityRef: string,
): string | undefined {
  const document = documentSchema.safeParse(read(text ?? ''));
  if (!document.success) {
    return undefined;
  }
  const { namespace, name } = document.data.metadata;
  const found = `mandate:${namespace}/${name}`.toLowerCase();
  return found === entityRef.toLowerCase() ? undefined : found;
}

function read(text: string): unknown {
  try {
    return parse(text);
  } catch {
    return undefined;
  }
}
