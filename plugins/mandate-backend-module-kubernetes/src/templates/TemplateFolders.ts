import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isError } from '@backstage/errors';
import { dnsLabelSchema } from '@mandate/plugin-mandate-common';
import type {
  TemplateFile,
  TemplateSource,
} from '@mandate/plugin-mandate-node';
import { parse } from 'yaml';
import { z } from 'zod';
import { readPackageFolder } from './packages/readPackageFolder';

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

/**
 * Templates in folders, one folder a template: a `template.yaml`, a Helm chart or a Kustomize base; with the list of digests that the installation trusts from its start.
 * A list that cannot be read trusts nothing.
 */
export class TemplateFolders implements TemplateSource {
  constructor(
    private readonly options: {
      readonly directories: readonly string[];
      readonly approvals?: string;
    },
  ) {}

  async names(): Promise<readonly string[]> {
    const found = await Promise.all(this.options.directories.map(foldersIn));
    return [...new Set(found.flat())]
      .filter(name => dnsLabelSchema.safeParse(name).success)
      .sort();
  }

  /** Looks in the folders in order; the first that has the template wins. */
  async read(name: string): Promise<TemplateFile | undefined> {
    for (const directory of this.options.directories) {
      const found = await readTemplate(join(directory, name), name);
      if (found) {
        return { name, trustedDigests: await this.trusted(name), ...found };
      }
    }
    return undefined;
  }

  private async trusted(name: string): Promise<readonly string[]> {
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

async function readTemplate(
  directory: string,
  name: string,
): Promise<Pick<TemplateFile, 'text' | 'trouble'> | undefined> {
  const text = await readIfThere(join(directory, 'template.yaml'));
  if (text !== undefined) {
    return { text };
  }
  const folder = await readPackageFolder(directory, name);
  return folder?.ok === false ? { text: '', trouble: folder.words } : folder;
}

async function foldersIn(directory: string): Promise<readonly string[]> {
  try {
    const entries = await readdir(directory, { withFileTypes: true });
    return entries.filter(entry => entry.isDirectory()).map(({ name }) => name);
  } catch (error) {
    return isMissing(error) ? [] : Promise.reject(error);
  }
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
    if (isMissing(error)) {
      return undefined;
    }
    throw error;
  }
}

function isMissing(error: unknown): boolean {
  return isError(error) && error.code === 'ENOENT';
}
