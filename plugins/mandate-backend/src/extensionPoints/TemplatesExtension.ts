import { ServiceUnavailableError } from '@backstage/errors';
import type {
  MandateTemplatesExtensionPoint,
  RecordedTemplates,
  RecordedTemplateVersion,
  TemplateSchemaSource,
  TemplateSource,
} from '@mandate/plugin-mandate-node';
import type { KernelStore } from '../database/KernelStore';

/** Template files on one side, recorded approvals on the other; modules get it before the plugin has started. */
export class TemplatesExtension implements MandateTemplatesExtensionPoint {
  readonly recorded: RecordedTemplates = {
    versions: name => this.#versions(name),
  };
  #source: TemplateSource | undefined;
  #schemas: TemplateSchemaSource | undefined;
  #store: KernelStore | undefined;

  /** The files; none when no module reads any. */
  get source(): TemplateSource {
    return (
      this.#source ?? { names: async () => [], read: async () => undefined }
    );
  }

  /** Throws when two modules read template files: nobody could tell which one counts. */
  setTemplateSource(source: TemplateSource): void {
    if (this.#source) {
      throw new Error(
        'Two modules read template files. Install only one of them.',
      );
    }
    this.#source = source;
  }

  /** The kinds that clusters serve; nothing known when no module speaks with any. */
  get schemas(): TemplateSchemaSource {
    return {
      openApi: async groupVersions => this.#schemas?.openApi(groupVersions),
    };
  }

  /** Throws when two modules tell schemas. */
  setSchemaSource(source: TemplateSchemaSource): void {
    if (this.#schemas) {
      throw new Error(
        'Two modules tell the schemas of kinds. Install only one of them.',
      );
    }
    this.#schemas = source;
  }

  start(store: KernelStore): void {
    this.#store = store;
  }

  async #versions(name: string): Promise<readonly RecordedTemplateVersion[]> {
    if (!this.#store) {
      throw new ServiceUnavailableError(
        'Mandate has not started yet. Try again in a moment.',
      );
    }
    return this.#store.read(tx => tx.templateVersions.all(name));
  }
}
