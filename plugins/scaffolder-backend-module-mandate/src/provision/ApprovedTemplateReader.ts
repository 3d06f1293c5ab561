import { InputError, NotFoundError, ResponseError } from '@backstage/errors';
import type { TemplatesApi } from '@mandate/plugin-mandate-common';
import { parseTemplate, type Template } from '@mandate/templates';
import type { TemplateFolder } from './TemplateFolder';

/** Reads templates as new instances get them: the version that is approved, else the file. */
export class ApprovedTemplateReader {
  readonly #api: Pick<TemplatesApi, 'getTemplate' | 'getTemplateVersion'>;
  readonly #folder: Pick<TemplateFolder, 'read'>;

  constructor(options: {
    readonly api: Pick<TemplatesApi, 'getTemplate' | 'getTemplateVersion'>;
    readonly folder: Pick<TemplateFolder, 'read'>;
  }) {
    this.#api = options.api;
    this.#folder = options.folder;
  }

  /** Throws `NotFoundError` when there is none of that name, `InputError` when it cannot be read. */
  async read(name: string, token: string): Promise<Template> {
    try {
      const { current: digest } = await this.#api.getTemplate(name, { token });
      const { text } = await this.#api.getTemplateVersion(
        { name, digest },
        { token },
      );
      return parsed(name, text);
    } catch (error) {
      // What nobody approved yet is only in its file.
      if (error instanceof ResponseError && error.response.status === 404) {
        return this.#folder.read(name);
      }
      throw error;
    }
  }
}

function parsed(name: string, text: string): Template {
  const result = parseTemplate(text);
  if (!result.ok) {
    const [problem] = result.problems;
    throw new InputError(
      `The approved version of template '${name}' cannot be read any more, line ${problem.line}: ${problem.message}`,
    );
  }
  if (result.template.name !== name) {
    throw new NotFoundError(`There is no template '${name}'.`);
  }
  return result.template;
}
