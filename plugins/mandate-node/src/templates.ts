import { createExtensionPoint } from '@backstage/backend-plugin-api';

/**
 * A template file outside the portal, with the digests that a list beside it trusts from the start.
 *
 * @public
 */
export interface TemplateFile {
  readonly name: string;
  readonly text: string;
  /** Digests of the bootstrap list; approvals by change are the portal's own. */
  readonly trustedDigests: readonly string[];
  /** Why it cannot be used, such as a file of a chart that is no text; the text is empty then. */
  readonly trouble?: string;
}

/**
 * Where template files are read from. Read at each use.
 *
 * @public
 */
export interface TemplateSource {
  names(): Promise<readonly string[]>;
  read(name: string): Promise<TemplateFile | undefined>;
}

/**
 * A version that was approved at some time, with its text, so that instances which pin it can be rendered again.
 *
 * @public
 */
export interface RecordedTemplateVersion {
  readonly name: string;
  readonly digest: string;
  readonly text: string;
  readonly state: 'approved' | 'deprecated' | 'withdrawn';
  /** Milliseconds since the epoch. */
  readonly sinceMs: number;
}

/**
 * The approvals that the portal records.
 *
 * @public
 */
export interface RecordedTemplates {
  /** All versions of a template, newest first. */
  versions(name: string): Promise<readonly RecordedTemplateVersion[]>;
}

/**
 * Where the schemas of kinds come from that templates are checked against when they are saved.
 *
 * @public
 */
export interface TemplateSchemaSource {
  /**
   * OpenAPI v3 documents of group versions, such as `v1` and `apps/v1`, without those that are not served, and the name of
   * the cluster that serves them. Undefined when no cluster answers in time: then templates are checked without types.
   */
  openApi(groupVersions: readonly string[]): Promise<
    | {
        readonly cluster: string;
        readonly documents: readonly unknown[];
      }
    | undefined
  >;
}

/**
 * Renders templates that are made of a Helm chart or a Kustomize base, by the program for it.
 *
 * @public
 */
export interface TemplatePackageRenderer {
  /** Renders all files for one instance with its values. Answers what is wrong rather than throwing it. */
  render(request: {
    readonly format: 'helm' | 'kustomize';
    /** Text by path. */
    readonly files: Readonly<Record<string, string>>;
    readonly instance: { readonly name: string; readonly namespace: string };
    readonly values: Readonly<Record<string, unknown>>;
  }): Promise<
    | { readonly ok: true; readonly objects: readonly unknown[] }
    | { readonly ok: false; readonly message: string }
  >;
  /** Why nothing of the format can be rendered now, in words; undefined when it can. */
  trouble(format: 'helm' | 'kustomize'): Promise<string | undefined>;
}

/**
 * Templates: who reads files sets the source, who renders them asks for what was approved.
 *
 * @public
 */
export interface MandateTemplatesExtensionPoint {
  /** Called once, by the module that reads template files. */
  setTemplateSource(source: TemplateSource): void;
  /** Called once, by the module that speaks with clusters. */
  setSchemaSource(source: TemplateSchemaSource): void;
  /** Called once, by the module that can run the programs. */
  setPackageRenderer(renderer: TemplatePackageRenderer): void;
  /** May be kept at registration; before the plugin has started it throws `ServiceUnavailableError`. */
  readonly recorded: RecordedTemplates;
}
/**
 * Templates: who reads files sets the source, who renders them asks for what was approved.
 *
 * @public
 */
export const mandateTemplatesExtensionPoint =
  createExtensionPoint<MandateTemplatesExtensionPoint>({
    id: 'mandate.templates',
  });
