import {
  isAlias,
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  Node,
  parseDocument,
  Schema,
} from 'yaml';
import { formatPath, JsonPath } from '../json';
import { ConfigurationProblem } from '../problem';
import { ConfigurationFile, LONGEST_FILE, Origin } from './configurationFile';
import { LocatedNode } from './locatedNode';

const MAX_DEPTH = 64;

const REMOVE = '!remove';

/** YAML's own and `!remove`; made once, since making it takes as long as reading a small file. */
const schema = new Schema({
  schema: 'core',
  resolveKnownTags: true,
  customTags: ['scalar', 'map', 'seq'].map(kind => removalTag(kind)),
});

/**
 * A file that was read. Reading is the slow part, so that files which many entities share are read once.
 *
 * @public
 */
export interface ConfigurationLayer {
  readonly file: ConfigurationFile;
  readonly root: LocatedNode;
}

/**
 * The layer, or everything that is wrong with the file.
 *
 * @public
 */
export type ReadLayerResult =
  | { readonly ok: true; readonly layer: ConfigurationLayer }
  | { readonly ok: false; readonly problems: readonly ConfigurationProblem[] };

class LayerReader {
  readonly problems: ConfigurationProblem[] = [];
  private readonly lineCounter = new LineCounter();

  constructor(private readonly file: ConfigurationFile) {}

  read(): LocatedNode {
    const document = parseDocument(this.file.text, {
      lineCounter: this.lineCounter,
      prettyErrors: false,
      uniqueKeys: true,
      schema,
    });
    for (const error of document.errors) {
      const { line, col } = this.lineCounter.linePos(error.pos[0]);
      this.refuse(
        [],
        `This is not valid YAML: ${error.message}`,
        originAt(this.file, line, col),
      );
    }
    const { contents } = document;
    if (this.problems.length > 0 || contents === null) {
      return {
        kind: 'map',
        entries: new Map(),
        origin: originAt(this.file, 1, 1),
      };
    }
    const root = this.nodeOf(contents, []);
    if (root.kind !== 'map') {
      this.refuse([], 'A file of configuration is a mapping.', root.origin);
    }
    return root;
  }

  private nodeOf(node: unknown, path: JsonPath): LocatedNode {
    const origin = this.originOf(node);
    if (path.length > MAX_DEPTH) {
      this.refuse(path, `Values nest at most ${MAX_DEPTH} deep.`, origin);
      return { kind: 'value', value: null, origin };
    }
    if (isNode(node) && node.tag === REMOVE) {
      const of =
        isMap(node) && node.items.length > 0
          ? this.mapOf(node, path, origin)
          : undefined;
      return { kind: 'removal', ...(of && { of }), origin };
    }
    if (isMap(node)) {
      return this.mapOf(node, path, origin);
    }
    if (isSeq(node)) {
      return {
        kind: 'list',
        items: node.items.map((item, index) =>
          this.nodeOf(item, [...path, index]),
        ),
        origin,
      };
    }
    if (isScalar(node)) {
      const { value } = node;
      if (
        value === null ||
        typeof value === 'string' ||
        typeof value === 'boolean' ||
        (typeof value === 'number' && Number.isFinite(value))
      ) {
        return { kind: 'value', value, origin };
      }
      this.refuse(path, 'This value has no form in JSON.', origin);
    } else if (isAlias(node)) {
      this.refuse(
        path,
        'Aliases are not read. Write the value out, or set it at a level above.',
        origin,
      );
    }
    return { kind: 'value', value: null, origin };
  }

  private mapOf(
    node: { readonly items: readonly { key: unknown; value: unknown }[] },
    path: JsonPath,
    origin: Origin,
  ): LocatedNode {
    const entries = new Map<string, LocatedNode>();
    for (const { key, value } of node.items) {
      const name = isScalar(key) ? key.value : undefined;
      if (typeof name !== 'string' || name === '__proto__') {
        this.refuse(path, 'Keys are texts.', this.originOf(key));
        continue;
      }
      // An empty value is null and stands where its key does.
      entries.set(
        name,
        value === null
          ? { kind: 'value', value: null, origin: this.originOf(key) }
          : this.nodeOf(value, [...path, name]),
      );
    }
    return { kind: 'map', entries, origin };
  }

  private originOf(node: unknown): Origin {
    const offset = isNode(node) ? node.range?.[0] ?? 0 : 0;
    const { line, col } = this.lineCounter.linePos(offset);
    return originAt(this.file, Math.max(line, 1), Math.max(col, 1));
  }

  private refuse(path: JsonPath, message: string, origin: Origin): void {
    this.problems.push({
      code: 'invalid-yaml',
      message,
      path: formatPath(path),
      origin,
    });
  }
}

/**
 * Reads a file of configuration: a YAML mapping without aliases. The tag `!remove` takes away what a level before set.
 *
 * @public
 */
export function readLayer(file: ConfigurationFile): ReadLayerResult {
  if (file.text.length > LONGEST_FILE) {
    return {
      ok: false,
      problems: [
        {
          code: 'too-large',
          message: `${file.path} has ${file.text.length} characters, more than the ${LONGEST_FILE} that are read. Split it over levels, or keep large data outside of the configuration.`,
          path: '',
          origin: originAt(file, 1, 1),
        },
      ],
    };
  }
  const reader = new LayerReader(file);
  const root = reader.read();
  return reader.problems.length > 0
    ? { ok: false, problems: reader.problems }
    : { ok: true, layer: { file, root } };
}

/** Keeps the node as it was written, so that only its tag says that it removes. */
function removalTag(kind: string) {
  return kind === 'scalar'
    ? { tag: REMOVE, resolve: () => null }
    : {
        tag: REMOVE,
        collection: kind as 'map' | 'seq', // safety: the caller gives these.
        resolve: (value: unknown) => value,
      };
}

function isNode(value: unknown): value is Node {
  return isMap(value) || isSeq(value) || isScalar(value) || isAlias(value);
}

function originAt(
  file: ConfigurationFile,
  line: number,
  column: number,
): Origin {
  const revision = file.lines?.get(line) ?? file;
  return {
    level: file.level,
    file: file.path,
    line,
    column,
    commit: revision.commit,
    author: revision.author,
  };
}
