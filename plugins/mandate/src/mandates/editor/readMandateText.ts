import { mandateNameParts } from '@mandate/plugin-mandate-common';
import { parseMandate } from '@mandate/policy';
import { parse } from 'yaml';
import { mandateDocument, type MandateDocument } from './mandateDocument';

/** What a text is: a mandate that can be proposed, or what has to be mended first. */
export type ReadText =
  | { readonly type: 'invalid'; readonly problems: readonly string[] }
  | { readonly type: 'valid'; readonly document: MandateDocument };

/** Reads a mandate's YAML. With an entity reference, it has to be that mandate. */
export function readMandateText(text: string, expectedRef?: string): ReadText {
  let written: unknown;
  try {
    written = parse(text);
  } catch (error) {
    return { type: 'invalid', problems: [String(error)] };
  }
  const parsed = parseMandate(written);
  if (!parsed.ok) {
    return { type: 'invalid', problems: parsed.errors.map(problemWords) };
  }
  const { name, title, spec } = parsed;
  const entityRef = `mandate:${
    textIn(written, 'namespace') ?? 'default'
  }/${name}`;
  if (expectedRef !== undefined && entityRef !== expectedRef) {
    return { type: 'invalid', problems: otherMandate(entityRef, expectedRef) };
  }
  return {
    type: 'valid',
    document: mandateDocument(
      {
        entityRef,
        title: title ?? name,
        description: textIn(written, 'description'),
      },
      spec,
    ),
  };
}

/** "spec.owner: …". */
export function problemWords(problem: {
  readonly path: readonly (string | number)[];
  readonly message: string;
}): string {
  return `${problem.path.join('.')}: ${problem.message}`;
}

/** Which part of the name is another. */
function otherMandate(entityRef: string, expectedRef: string): string[] {
  const written = mandateNameParts(entityRef);
  const expected = mandateNameParts(expectedRef);
  return (['namespace', 'name'] as const)
    .filter(part => written[part] !== expected[part])
    .map(part => `metadata.${part}: ${written[part]} ≠ ${expected[part]}`);
}

function textIn(
  written: unknown,
  member: 'namespace' | 'description',
): string | undefined {
  const { metadata } = written as { metadata?: Record<string, unknown> };
  const value = metadata?.[member];
  return typeof value === 'string' ? value : undefined;
}
