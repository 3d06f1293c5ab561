import {
  type ClusterObject,
  clusterObjectSchema,
} from '@mandate/plugin-mandate-common';
import { duplicateKey } from '@mandate/templates';
import { type Document, LineCounter, parseAllDocuments } from 'yaml';

/** Most documents of one text; the plan's steps are limited too. */
const MOST_DOCUMENTS = 100;
/** A document that refers to its own parts more often is a bomb, not a manifest. */
const MOST_ALIASES = 100;

/** The objects of a text, or everything that is wrong with it, each with the document's number. */
export type ParsedManifests =
  | { readonly type: 'parsed'; readonly objects: readonly ClusterObject[] }
  | { readonly type: 'invalid'; readonly problems: readonly string[] };

/** Reads Kubernetes manifests, YAML or JSON, separated by `---`. Empty documents are passed over, and still counted. */
export function parseManifests(text: string): ParsedManifests {
  // Before they are parsed: tens of thousands of empty documents take a second.
  const marks = text.match(/^---(?=\s|$)/gm)?.length ?? 0;
  if (marks > MOST_DOCUMENTS) {
    return tooMany(marks);
  }
  const lines = new LineCounter();
  const documents = parseAllDocuments(text, {
    lineCounter: lines,
    uniqueKeys: false,
  });
  if (!Array.isArray(documents)) {
    return { type: 'invalid', problems: ['There is no document in it.'] };
  }
  if (documents.length > MOST_DOCUMENTS) {
    return tooMany(documents.length);
  }
  const parsed = documents.map((document, index) => {
    const [error] = document.errors;
    const words = error
      ? firstLine(error.message)
      : duplicateKeyWords(document, lines);
    return words
      ? invalid(index, words)
      : readDocument(index, () =>
          document.toJS({ maxAliasCount: MOST_ALIASES }),
        );
  });
  const problems = parsed.flatMap(one => one.problems);
  const objects = parsed.flatMap(one => one.objects);
  if (problems.length === 0 && objects.length === 0) {
    return { type: 'invalid', problems: ['There is no object in it.'] };
  }
  return problems.length > 0
    ? { type: 'invalid', problems }
    : { type: 'parsed', objects };
}

function tooMany(count: number): ParsedManifests {
  return {
    type: 'invalid',
    problems: [
      `It has ${count} documents, more than ${MOST_DOCUMENTS}. Deploy them in parts.`,
    ],
  };
}

function duplicateKeyWords(
  document: Document,
  lines: LineCounter,
): string | undefined {
  const found = duplicateKey(document);
  if (!found) {
    return undefined;
  }
  const { line, col } = lines.linePos(found.offset);
  return `Map keys must be unique, and '${found.key}' is there twice (line ${line}, column ${col})`;
}

interface ReadDocument {
  readonly objects: readonly ClusterObject[];
  readonly problems: readonly string[];
}

function readDocument(index: number, read: () => unknown): ReadDocument {
  let value: unknown;
  try {
    value = read();
  } catch (error) {
    return invalid(
      index,
      error instanceof Error ? firstLine(error.message) : String(error),
    );
  }
  if (value === null || value === undefined) {
    return { objects: [], problems: [] };
  }
  const object = clusterObjectSchema.safeParse(value);
  return object.success
    ? { objects: [object.data], problems: [] }
    : {
        objects: [],
        problems: object.error.issues.map(
          ({ path, message }) =>
            `Document ${index + 1}: ${path.join('.') || 'it'}: ${message}.`,
        ),
      };
}

function invalid(index: number, words: string): ReadDocument {
  return { objects: [], problems: [`Document ${index + 1}: ${words}`] };
}

function firstLine(text: string): string {
  return text.split('\n', 1)[0] ?? text;
}
