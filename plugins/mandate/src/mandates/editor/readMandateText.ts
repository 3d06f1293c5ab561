import { parseMandate } from '@mandate/policy';
import { parse } from 'yaml';
import { mandateDocument, type MandateDocument } from './mandateDocument';

/** What a text is: a mandate that can be proposed, or what has to be mended first. */
export type ReadText =
  | { readonly type: 'invalid'; readonly problems: readonly string[] }
  | { readonly type: 'valid'; readonly document: MandateDocument };

/** Reads a mandate's YAML. With a name, it has to be the mandate of that name. */
export function readMandateText(text: string, expectedName?: string): ReadText {
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
  if (expectedName !== undefined && name !== expectedName) {
    return {
      type: 'invalid',
      problems: [`metadata.name: ${name} ≠ ${expectedName}`],
    };
  }
  return {
    type: 'valid',
    document: mandateDocument(
      { name, title: title ?? name, description: descriptionIn(written) },
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

function descriptionIn(written: unknown): string | undefined {
  const { metadata } = written as { metadata?: { description?: unknown } };
  return typeof metadata?.description === 'string'
    ? metadata.description
    : undefined;
}
