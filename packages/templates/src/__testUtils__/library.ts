import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseTemplate } from '../parseTemplate';
import { Template } from '../template';

/** Where the example templates are. */
export const LIBRARY_FOLDER = resolve(
  __dirname,
  '../../../../examples/templates',
);

/** The library's templates by name. */
export const LIBRARY_NAMES: readonly string[] = readdirSync(LIBRARY_FOLDER, {
  withFileTypes: true,
})
  .filter(entry => entry.isDirectory())
  .map(entry => entry.name)
  .sort();

/** Reads a file of a library template. */
export function readLibraryFile(name: string, file: string): string {
  return readFileSync(join(LIBRARY_FOLDER, name, file), 'utf8');
}

/** A library template, parsed; fails the test with all problems when it cannot be. */
export function libraryTemplate(name: string): Template {
  return parsed(readLibraryFile(name, 'template.yaml'));
}

/** Parses a text that the test needs to be right. */
export function parsed(text: string): Template {
  const result = parseTemplate(text);
  if (!result.ok) {
    throw new Error(
      result.problems
        .map(({ line, column, message }) => `${line}:${column} ${message}`)
        .join('\n'),
    );
  }
  return result.template;
}
