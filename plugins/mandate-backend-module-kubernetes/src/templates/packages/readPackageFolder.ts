import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { isError } from '@backstage/errors';
import { type PackageFormat, packageText } from '@mandate/templates';

/** Most files and bytes that are read; the template's own bounds are narrower, and tell what to do. */
const MOST_FILES = 500;
const MOST_BYTES = 2 * 1024 * 1024;

/** A folder as one text, or why it cannot be one. */
export type PackageFolder =
  | { readonly ok: true; readonly text: string }
  | { readonly ok: false; readonly words: string };

/** Something in the folder keeps it from being a template. */
class UnusableFolder extends Error {}

/** What kind of folder it is, by the file that such a folder has. */
const FORMATS: readonly (readonly [string, PackageFormat])[] = [
  ['Chart.yaml', 'helm'],
  ['kustomization.yaml', 'kustomize'],
];

/** Reads a folder with a Helm chart or a Kustomize base; undefined when it holds neither. */
export async function readPackageFolder(
  directory: string,
  name: string,
): Promise<PackageFolder | undefined> {
  const format = await formatOf(directory);
  if (!format) {
    return undefined;
  }
  try {
    const files = new Map<string, string>();
    await readInto(files, directory, '');
    return {
      ok: true,
      text: packageText({ name, format, files: Object.fromEntries(files) }),
    };
  } catch (error) {
    if (error instanceof UnusableFolder) {
      return { ok: false, words: error.message };
    }
    throw error;
  }
}

async function formatOf(directory: string): Promise<PackageFormat | undefined> {
  for (const [file, format] of FORMATS) {
    if (await isFile(join(directory, file))) {
      return format;
    }
  }
  return undefined;
}

async function readInto(
  files: Map<string, string>,
  directory: string,
  prefix: string,
): Promise<void> {
  const entries = await readdir(join(directory, prefix), {
    withFileTypes: true,
  });
  for (const entry of entries) {
    const path = `${prefix}${entry.name}`;
    if (entry.isDirectory()) {
      await readInto(files, directory, `${path}/`);
    } else if (entry.isFile()) {
      files.set(path, await readText(directory, path));
    } else {
      // A link could lead out of the folder, to files that nobody approved.
      throw new UnusableFolder(
        `${path} is neither a file nor a folder. Put a copy of what it stands for there.`,
      );
    }
    checkSize(files);
  }
}

async function readText(directory: string, path: string): Promise<string> {
  const file = join(directory, path);
  if ((await stat(file)).size > MOST_BYTES) {
    throw new UnusableFolder(`${path} has more than ${MOST_BYTES} bytes.`);
  }
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(
      await readFile(file),
    );
  } catch (error) {
    if (isError(error) && error.name === 'TypeError') {
      throw new UnusableFolder(
        `${path} is no text. Unpack archives, such as dependencies in charts, and take pictures out.`,
      );
    }
    throw error;
  }
}

function checkSize(files: ReadonlyMap<string, string>): void {
  const bytes = [...files.values()].reduce(
    (sum, { length }) => sum + length,
    0,
  );
  if (files.size > MOST_FILES || bytes > MOST_BYTES) {
    throw new UnusableFolder(
      `It has more than ${MOST_FILES} files or ${MOST_BYTES} bytes. Split it into smaller templates.`,
    );
  }
}

async function isFile(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isFile();
  } catch (error) {
    if (
      isError(error) &&
      (error.code === 'ENOENT' || error.code === 'ENOTDIR')
    ) {
      return false;
    }
    throw error;
  }
}
