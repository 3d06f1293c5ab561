import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isError } from '@backstage/errors';
import { dnsLabelSchema } from '@mandate/plugin-mandate-common';
import {
  parseTemplate,
  type Template,
  templateDigest,
} from '@mandate/templates';
import { parse } from 'yaml';
import { z } from 'zod';

const approvalsSchema = z.object({
  approved: z.array(
    z.object({
      name: z.string(),
      digest: z.string(),
      approvedBy: z.string(),
      at: z.coerce.string(),
    }),
  ),
});

/** A template by name, or why there is none. */
export type TemplateLookup =
  | {
      readonly type: 'found';
      readonly template: Template;
      readonly digest: string;
      /** Digests that people approved for this name; empty when the list cannot be read. */
      readonly approvedDigests: readonly string[];
    }
  | { readonly type: 'missing'; readonly words: string };

/**
 * Templates from folders, with what people approved. Files are read at each use, so that a merged change acts at
 * once. A list of approvals that cannot be read approves nothing.
 */
export class ApprovedTemplates {
  constructor(
    private readonly options: {
      readonly directories: readonly string[];
      readonly approvals?: string;
    },
  ) {}

  /** Looks in the folders in order; the first that has the template wins. */
  async find(name: string): Promise<TemplateLookup> {
    if (!dnsLabelSchema.safeParse(name).success) {
      return missing(`'${name.slice(0, 80)}' is no template's name.`);
    }
    const text = await this.read(name);
    if (text === undefined) {
      return missing(
        `There is no template '${name}' in the folders of mandate.templates.directories.`,
      );
    }
    const parsed = parseTemplate(text);
    if (!parsed.ok) {
      const [{ line, column, message }] = parsed.problems;
      return missing(
        `The template '${name}' is not valid (line ${line}, column ${column}): ${message}`,
      );
    }
    const { template } = parsed;
    if (template.name !== name) {
      return missing(
        `The template in the folder '${name}' calls itself '${template.name}'. Make both the same.`,
      );
    }
    return {
      type: 'found',
      template,
      digest: templateDigest(template),
      approvedDigests: await this.approvedDigests(name),
    };
  }

  private async read(name: string): Promise<string | undefined> {
    for (const directory of this.options.directories) {
      const text = await readIfThere(join(directory, name, 'template.yaml'));
      if (text !== undefined) {
        return text;
      }
    }
    return undefined;
  }

  private async approvedDigests(name: string): Promise<readonly string[]> {
    const { approvals } = this.options;
    const text = approvals ? await readIfThere(approvals) : undefined;
    const parsed = approvalsSchema.safeParse(parseYaml(text ?? ''));
    return parsed.success
      ? parsed.data.approved
          .filter(entry => entry.name === name)
          .map(({ digest }) => digest)
      : [];
  }
}

function missing(words: string): TemplateLookup {
  return { type: 'missing', words };
}

function parseYaml(text: string): unknown {
  try {
    return parse(text, { maxAliasCount: 0 });
  } catch {
    return undefined;
  }
}

async function readIfThere(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if (isError(error) && error.code === 'ENOENT') {
      return undefined;
    }
    throw error;
  }
}
