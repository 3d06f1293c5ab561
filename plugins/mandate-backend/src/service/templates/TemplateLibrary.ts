import { NotFoundError } from '@backstage/errors';
import type { TemplateSource } from '@mandate/plugin-mandate-node';
import { currentVersion, type Template } from '@mandate/templates';
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

/** A template: the version new instances get ({@link currentVersion}), and all that are known, newest first. */
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

  /** The text in the folder, when it is exactly this version: what is asked for when nobody approved it yet. */
  async textInFile(name: string, digest: string): Promise<string | undefined> {
    const file = await this.#source.read(name);
    const parsed = file && this.#cache.parse(file.text);
    return parsed?.ok && parsed.digest === digest ? file?.text : undefined;
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
    const inFile = await this.#inFile(name);
    const isRecorded = versions.some(({ digest }) => digest === inFile?.digest);
    const current = currentVersion({ recorded: versions, inFile });
    return (
      current && {
        name,
        current,
        versions: inFile && !isRecorded ? [inFile, ...versions] : versions,
      }
    );
  }

  async #inFile(name: string): Promise<LibraryVersion | undefined> {
    const file = await this.#source.read(name);
    const parsed = file && this.#cache.parse(file.text);
    if (!parsed?.ok) {
      return undefined;
    }
    const { digest, template } = parsed;
    return {
      digest,
      template,
      state: file?.trustedDigests.includes(digest)
        ? 'approved'
        : 'not-approved',
    };
  }
}
