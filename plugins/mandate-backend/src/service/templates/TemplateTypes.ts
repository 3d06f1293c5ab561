import type { TemplateCheckView } from '@mandate/plugin-mandate-common';
import type { TemplateSchemaSource } from '@mandate/plugin-mandate-node';
import {
  type KubernetesSchemas,
  parseTemplate,
  schemasFromOpenApi,
  type Template,
  templateDigest,
  type TemplateProblem,
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
    const types = await this.#typesOf(template);
    if (!types) {
      return undefined;
    }
    const checked = parseTemplate(text, { schemas: types.schemas });
    return checked.ok ? undefined : problemWords(checked.problems);
  }

  /** Everything that is wrong with a file, and whose kinds told it. */
  async check(text: string): Promise<TemplateCheckView> {
    const untyped = parseTemplate(text);
    if (!untyped.ok) {
      return { problems: untyped.problems.map(problemView) };
    }
    const types = await this.#typesOf(untyped.template);
    const parsed = types
      ? parseTemplate(text, { schemas: types.schemas })
      : untyped;
    return {
      ...(parsed.ok ? { digest: templateDigest(parsed.template) } : {}),
      ...(types ? { typesOf: types.cluster } : {}),
      problems: (parsed.ok ? parsed.warnings : parsed.problems).map(
        problemView,
      ),
    };
  }

  /** The kinds of a cluster that answers; nothing when none does. */
  async #typesOf(template: Template) {
    const groupVersions = new Set(
      template.resources.map(({ type }) => type.apiVersion),
    );
    const answer = await this.#source.openApi([...groupVersions].sort());
    return (
      answer && {
        cluster: answer.cluster,
        schemas: this.#schemas(answer.documents),
      }
    );
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

function problemView({ severity, line, column, message }: TemplateProblem) {
  return { severity, line, column, message };
}
