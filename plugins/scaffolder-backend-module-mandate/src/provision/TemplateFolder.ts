import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { InputError, isError, NotFoundError } from '@backstage/errors';
import { parseTemplate, type Template } from '@mandate/templates';

const NAME = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/;

/** Templates on disk, `<directory>/<name>/template.yaml`; the first directory that has one wins. */
export class TemplateFolder {
  readonly #directories: readonly string[];

  constructor(directories: readonly string[]) {
    this.#directories = directories.map(directory => resolve(directory));
  }

  /** Throws `NotFoundError` when there is none of that name, `InputError` when it cannot be read. */
  async read(name: string): Promise<Template> {
    if (!NAME.test(name)) {
      throw new InputError(`'${name}' cannot be the name of a template.`);
    }
    for (const directory of this.#directories) {
      const text = await readIfThere(join(directory, name, 'template.yaml'));
      if (text !== undefined) {
        return parsed(name, text);
      }
    }
    throw new NotFoundError(
      `There is no template '${name}'. Look into the directories that mandate.templates.directories names.`,
    );
  }
}

function parsed(name: string, text: string): Template {
  const result = parseTemplate(text);
  if (!result.ok) {
    const [problem] = result.problems;
    throw new InputError(
      `Template '${name}' has a mistake at line ${problem.line}, column ${problem.column}: ${problem.message}`,
    );
  }
  return result.template;
}

async function readIfThere(file: string): Promise<string | undefined> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    if (isError(error) && error.code === 'ENOENT') {
      return undefined;
    }
    throw error;
  }
}
