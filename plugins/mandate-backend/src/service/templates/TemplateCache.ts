import {
  parseTemplate,
  type Template,
  templateDigest,
  type TemplateProblem,
} from '@mandate/templates';

/** Most texts that are kept parsed; a library has some dozens of templates with a few versions each. */
const MOST_KEPT = 300;

/** A text as a template, or what is wrong with it in one sentence. */
export type ParsedTemplate =
  | {
      readonly ok: true;
      readonly template: Template;
      readonly digest: string;
      readonly text: string;
    }
  | { readonly ok: false; readonly words: string };

/** Parsed templates by their text: the same text is the same template. */
export class TemplateCache {
  readonly #parsed = new Map<string, ParsedTemplate>();

  parse(text: string): ParsedTemplate {
    const known = this.#parsed.get(text);
    if (known) {
      return known;
    }
    const parsed = parse(text);
    if (this.#parsed.size >= MOST_KEPT) {
      this.#parsed.clear();
    }
    this.#parsed.set(text, parsed);
    return parsed;
  }
}

/** The first errors, each with line and column. */
export function problemWords(problems: readonly TemplateProblem[]): string {
  return problems
    .filter(({ severity }) => severity === 'error')
    .slice(0, 5)
    .map(({ line, column, message }) => `${line}:${column} ${message}`)
    .join(' ');
}

function parse(text: string): ParsedTemplate {
  const parsed = parseTemplate(text);
  if (!parsed.ok) {
    return {
      ok: false,
      words: problemWords(parsed.problems),
    };
  }
  const { template } = parsed;
  return { ok: true, template, digest: templateDigest(template), text };
}
