import type { TemplateSchemaSource } from '@mandate/plugin-mandate-node';
import {
  type KubernetesSchemas,
  parseTemplate,
  schemasFromOpenApi,
} from '@mandate/templates';
import { type ParsedTemplate, problemWords } from './TemplateCache';

/** Checks a template against the kinds that a cluster serves: unknown and missing fields, and values of another type. */
export class TemplateTypes {
  readonly #source: TemplateSchemaSource;
  /** Of the documents that were compiled last; templates of a library mostly use the same kinds. */
  #compiled:
    | {
        readonly documents: readonly unknown[];
        readonly schemas: KubernetesSchemas;
      }
    | undefined;

  constructor(source: TemplateSchemaSource) {
    this.#source = source;
  }

  /**
   * What is wrong with it, each with line and column; undefined when nothing is. Without a cluster that answers nothing is
   * known: the dry run of each instance tells it then.
   */
  async mistakesIn({
    text,
    template,
  }: Extract<ParsedTemplate, { ok: true }>): Promise<string | undefined> {
    const groupVersions = new Set(
      template.resources.map(({ type }) => type.apiVersion),
    );
    const documents = await this.#source.openApi([...groupVersions].sort());
    if (!documents) {
      return undefined;
    }
    const checked = parseTemplate(text, { schemas: this.#schemas(documents) });
    return checked.ok ? undefined : problemWords(checked.problems);
  }

  #schemas(documents: readonly unknown[]): KubernetesSchemas {
    const known = this.#compiled;
    if (
      known?.documents.length === documents.length &&
      known.documents.every((document, index) => document === documents[index])
    ) {
      return known.schemas;
    }
    const schemas = schemasFromOpenApi(documents);
    this.#compiled = { documents, schemas };
    return schemas;
  }
}
