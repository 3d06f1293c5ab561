import { NotFoundError } from '@backstage/errors';
import type { TemplateSource } from '@mandate/plugin-mandate-node';
import type { Template } from '@mandate/templates';
import type { KernelStore } from '../../database/KernelStore';
import type { StoredTemplateVersion } from '../../database/templates/TemplateVersionStore';
import type { TemplateCache } from './TemplateCache';

/** One version of a template with its state. */
export interface LibraryVersion {
  readonly digest: string;
  readonly template: Template;
  readonly state: StoredTemplateVersion['state'] | 'not-approved';
  readonly sinceMs?: number;
  readonly reason?: string;
  readonly changeId?: string;
}

/** A template: the version new instances get, and all that are known, newest first. */
export interface LibraryTemplate {
  readonly name: string;
  readonly current: LibraryVersion;
  readonly versions: readonly LibraryVersion[];
}

/** What was approved, and the files beside it. */
export class TemplateLibrary {
  readonly #store: KernelStore;
  readonly #source: TemplateSource;
  readonly #cache: TemplateCache;

  constructor(options: {
    readonly store: KernelStore;
    readonly source: TemplateSource;
    readonly cache: TemplateCache;
  }) {
    this.#store = options.store;
    this.#source = options.source;
    this.#cache = options.cache;
  }

  async all(): Promise<readonly LibraryTemplate[]> {
    const recorded = await this.#store.read(tx => tx.templateVersions.all());
    const names = new Set([
      ...(await this.#source.names()),
      ...recorded.map(({ name }) => name),
    ]);
    const templates = await Promise.all(
      [...names].sort().map(name =>
        this.#template(
          name,
          recorded.filter(version => version.name === name),
        ),
      ),
    );
    return templates.flatMap(template => template ?? []);
  }

  /** Throws `NotFoundError` when there is no template of the name that can be read. */
  async get(name: string): Promise<LibraryTemplate> {
    const recorded = await this.#store.read(tx =>
      tx.templateVersions.all(name),
    );
    const template = await this.#template(name, recorded);
    if (!template) {
      throw new NotFoundError(
        `There is no template '${name}' that can be read. Look at the list of templates for those there are.`,
      );
    }
    return template;
  }

  async #template(
    name: string,
    recorded: readonly StoredTemplateVersion[],
  ): Promise<LibraryTemplate | undefined> {
    const versions = recorded.flatMap((version): LibraryVersion[] => {
      const parsed = this.#cache.parse(version.text);
      return parsed.ok
        ? [{ ...version, digest: parsed.digest, template: parsed.template }]
        : [];
    });
    const file = await this.#source.read(name);
    const parsed = file && this.#cache.parse(file.text);
    const inFile = parsed?.ok
      ? versions.find(({ digest }) => digest === parsed.digest)
      : undefined;
    const onlyInFile: readonly LibraryVersion[] =
      parsed?.ok && !inFile
        ? [
            {
              digest: parsed.digest,
              template: parsed.template,
              state: file?.trustedDigests.includes(parsed.digest)
                ? 'approved'
                : 'not-approved',
            },
          ]
        : [];
    const all = [...onlyInFile, ...versions];
    const approved = all.filter(({ state }) => state === 'approved');
    const current =
      approved.find(({ digest }) => digest === inFile?.digest) ??
      approved[0] ??
      all[0];
    return current && { name, current, versions: all };
  }
}
