import { ServiceUnavailableError } from '@backstage/errors';
import type {
  MandateTemplatesExtensionPoint,
  RecordedTemplates,
  RecordedTemplateVersion,
  TemplatePackageRenderer,
  TemplateSchemaSource,
  TemplateSource,
} from '@mandate/plugin-mandate-node';
import type { KernelStore } from '../database/KernelStore';

const NO_RENDERER_WORDS =
  'No installed module renders Helm charts and Kustomize bases. Install the Kubernetes module.';

/** Template files on one side, recorded approvals on the other; modules get it before the plugin has started. */
export class TemplatesExtension implements MandateTemplatesExtensionPoint {
  readonly recorded: RecordedTemplates = {
    versions: name => this.#versions(name),
  };
  #source: TemplateSource | undefined;
  #schemas: TemplateSchemaSource | undefined;
  #renderer: TemplatePackageRenderer | undefined;
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

  /** Renders charts and bases; without a module that can, it says so. */
  get renderer(): TemplatePackageRenderer {
    return {
      render: async request =>
        this.#renderer?.render(request) ?? {
          ok: false,
          message: NO_RENDERER_WORDS,
        },
      trouble: async format =>
        this.#renderer ? this.#renderer.trouble(format) : NO_RENDERER_WORDS,
    };
  }

  /** Throws when two modules render. */
  setPackageRenderer(renderer: TemplatePackageRenderer): void {
    if (this.#renderer) {
      throw new Error(
        'Two modules render Helm charts and Kustomize bases. Install only one of them.',
      );
    }
    this.#renderer = renderer;
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
