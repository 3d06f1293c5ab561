import {
  Alias,
  Document,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  Node,
  parseDocument,
  Pair,
  Scalar,
  visit,
} from 'yaml';
import { JsonValue } from '../json';
import { formatPath, JsonPath } from '../path';
import { TemplateProblem, TextPosition, UnplacedProblem } from '../problem';
import { duplicateKey } from './duplicateKey';

/** Longest template text that is read, in UTF-16 code units. */
const MAX_TEXT_LENGTH = 512 * 1024;

/** Most syntax problems that are told: one mistake makes the rest of the file look wrong. */
const MAX_SYNTAX_PROBLEMS = 5;

/** A YAML document as JSON, with the place of every value. */
export interface TemplateDocument {
  readonly value: JsonValue;
  place(problem: UnplacedProblem): TemplateProblem;
}

/** The document, or why the text is not one YAML document of plain JSON values. */
export type ReadDocumentResult =
  | { readonly ok: true; readonly document: TemplateDocument }
  | { readonly ok: false; readonly problems: readonly TemplateProblem[] };

/**
 * Reads one YAML 1.2 document. Anchors and aliases are refused: they make small texts expand without bound, and a
 * reader of a diff does not see what they stand for.
 */
export function readDocument(text: string): ReadDocumentResult {
  if (text.length > MAX_TEXT_LENGTH) {
    return {
      ok: false,
      problems: [
        {
          severity: 'error',
          code: 'too-large',
          message: `The template has ${text.length} characters; at most ${MAX_TEXT_LENGTH} are read. Split it into smaller templates.`,
          path: '',
          line: 1,
          column: 1,
        },
      ],
    };
  }
  const lines = new LineCounter();
  const document = parseDocument(text, {
    lineCounter: lines,
    prettyErrors: false,
    uniqueKeys: false,
    version: '1.2',
  });
  const problems = [
    ...syntaxProblems(document, lines),
    ...duplicateKeyProblems(document, lines),
    ...aliasProblems(document, lines),
  ];
  if (problems.length > 0) {
    return { ok: false, problems };
  }
  return {
    ok: true,
    document: {
      value: document.toJS({ maxAliasCount: 0 }),
      place: problem => ({
        severity: problem.severity,
        code: problem.code,
        message: problem.message,
        path: formatPath(problem.path),
        ...positionOf(problem, document, { text, lines }),
      }),
    },
  };
}

function syntaxProblems(
  document: Document.Parsed,
  lines: LineCounter,
): TemplateProblem[] {
  return [...document.errors, ...document.warnings]
    .slice(0, MAX_SYNTAX_PROBLEMS)
    .map(error => ({
      severity: 'error',
      code: 'yaml-syntax',
      message: `This is not valid YAML: ${error.message}`,
      path: '',
      ...positionAt(lines, error.pos[0]),
    }));
}

function duplicateKeyProblems(
  document: Document.Parsed,
  lines: LineCounter,
): TemplateProblem[] {
  const found = duplicateKey(document);
  return found
    ? [
        {
          severity: 'error',
          code: 'yaml-syntax',
          message: `This is not valid YAML: Map keys must be unique, and '${found.key}' is there twice.`,
          path: '',
          ...positionAt(lines, found.offset),
        },
      ]
    : [];
}

function aliasProblems(
  document: Document.Parsed,
  lines: LineCounter,
): TemplateProblem[] {
  const problems: TemplateProblem[] = [];
  visit(document, (_key, node) => {
    if (isAlias(node)) {
      problems.push({
        severity: 'error',
        code: 'yaml-alias',
        message: `"*${
          (node as Alias).source
        }" repeats another part of the file. Write the value out where it is used.`,
        path: '',
        ...positionAt(lines, node.range?.[0] ?? 0),
      });
    }
  });
  return problems;
}

/** Where a problem stands; within a block of text that is a document itself, at its own line and column. */
function positionOf(
  { path, at = 'value', inText }: UnplacedProblem,
  document: Document.Parsed,
  source: { readonly text: string; readonly lines: LineCounter },
): TextPosition {
  const outer = positionAt(source.lines, offsetOf(document, path, at));
  const node = document.getIn(path, true);
  if (!inText || !isScalar(node) || node.type !== Scalar.BLOCK_LITERAL) {
    return outer;
  }
  // The block begins in the line below its mark; each of its lines ends a line of the file, behind the indentation.
  const line = outer.line + inText.line;
  const inFile = source.text.split('\n')[line - 1] ?? '';
  const inBlock = String(node.value).split('\n')[inText.line - 1] ?? '';
  return {
    line,
    column: Math.max(0, inFile.length - inBlock.length) + inText.column,
  };
}

/** The offset of the value at the path, or of the deepest ancestor that exists (a missing field has no place of its own). */
function offsetOf(
  document: Document.Parsed,
  path: JsonPath,
  at: 'key' | 'value',
): number {
  let node: unknown = document.contents;
  let offset = startOf(node) ?? 0;
  for (const [index, step] of path.entries()) {
    const pair = isMap(node)
      ? node.items.find(item => keyOf(item) === step)
      : undefined;
    const next: unknown = isSeq(node) ? node.items[Number(step)] : pair?.value;
    const wanted =
      at === 'key' && index === path.length - 1 && pair ? pair.key : next;
    const start = startOf(wanted) ?? startOf(pair?.key);
    if (start === undefined) {
      return offset;
    }
    offset = start;
    node = next;
  }
  return offset;
}

function keyOf(pair: Pair): string | undefined {
  return isScalar(pair.key) ? String(pair.key.value) : undefined;
}

function startOf(node: unknown): number | undefined {
  return (node as Node | null | undefined)?.range?.[0];
}

function positionAt(
  lines: LineCounter,
  offset: number,
): { line: number; column: number } {
  const { line, col } = lines.linePos(offset);
  return { line: Math.max(line, 1), column: Math.max(col, 1) };
}
