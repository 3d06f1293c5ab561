import { runGit } from './runGit';

/**
 * New contents of files by path; `null` takes a file away.
 *
 * @public
 */
export type FileContents = ReadonlyMap<string, string | null>;

interface TreeEntry {
  readonly mode: string;
  readonly type: string;
  readonly id: string;
}

/** A folder's changes: files of its own, and folders below with theirs. */
interface FolderChanges {
  readonly files: Map<string, string | null>;
  readonly folders: Map<string, FolderChanges>;
}

const EMPTY_TREE = '4b825dc642cb6eb9a060e54bf8d69288fbee4904';

/**
 * Writes the tree that a tree becomes by new file contents, from the leaves upwards, and answers its id. Only folders on the
 * way to a changed file are written; there is no work tree and no index.
 */
export async function writeTree(options: {
  readonly directory: string;
  /** Id of the tree, or of a commit that has it; nothing for an empty one. */
  readonly base: string | undefined;
  readonly contents: FileContents;
}): Promise<string> {
  const { directory, base, contents } = options;
  const changes: FolderChanges = { files: new Map(), folders: new Map() };
  for (const [path, content] of contents) {
    const steps = path.split('/');
    const name = steps.pop() ?? path;
    let folder = changes;
    for (const step of steps) {
      const next = folder.folders.get(step) ?? {
        files: new Map(),
        folders: new Map(),
      };
      folder.folders.set(step, next);
      folder = next;
    }
    folder.files.set(
      name,
      content === null ? null : await writeBlob(directory, content),
    );
  }
  return (await writeFolder(directory, base, changes)) ?? EMPTY_TREE;
}

/** Answers the id of the folder's tree, or nothing when the folder has become empty: git keeps no empty folders. */
async function writeFolder(
  directory: string,
  base: string | undefined,
  { files, folders }: FolderChanges,
): Promise<string | undefined> {
  const entries = base ? await readTree(directory, base) : new Map();
  for (const [name, changes] of folders) {
    const known: TreeEntry | undefined = entries.get(name);
    const id = await writeFolder(
      directory,
      known?.type === 'tree' ? known.id : undefined,
      changes,
    );
    place(entries, name, id && { mode: '040000', type: 'tree', id });
  }
  for (const [name, id] of files) {
    place(
      entries,
      name,
      id === null ? undefined : { mode: '100644', type: 'blob', id },
    );
  }
  if (entries.size === 0) {
    return undefined;
  }
  const listing = [...entries]
    .map(([name, { mode, type, id }]) => `${mode} ${type} ${id}\t${name}\0`)
    .join('');
  return line(
    await runGit({ directory, arguments: ['mktree', '-z'], input: listing }),
  );
}

function place(
  entries: Map<string, TreeEntry>,
  name: string,
  entry: TreeEntry | undefined | '',
): void {
  if (entry) {
    entries.set(name, entry);
  } else {
    entries.delete(name);
  }
}

async function readTree(
  directory: string,
  treeish: string,
): Promise<Map<string, TreeEntry>> {
  const listing = await runGit({
    directory,
    arguments: ['ls-tree', '-z', treeish],
  });
  const entries = new Map<string, TreeEntry>();
  for (const record of listing.split('\0').filter(Boolean)) {
    const [fields, name] = record.split('\t');
    const [mode, type, id] = fields.split(' ');
    entries.set(name, { mode, type, id });
  }
  return entries;
}

async function writeBlob(directory: string, content: string): Promise<string> {
  return line(
    await runGit({
      directory,
      arguments: ['hash-object', '-w', '--stdin'],
      input: content,
    }),
  );
}

function line(output: string): string {
  return output.trim();
}
