import { TemplateAnnotations } from './annotations';
import { ExpressionProgram } from '@mandate/policy';
import { Reference } from './expressions/references';
import { JsonObject, JsonValue } from './json';
import { ObjectParameter } from './parameters/parameterSchema';
import { JsonPath } from './path';

/**
 * A checked template, ready to render. Only `parseTemplate` makes one.
 *
 * @public
 */
export interface Template {
  readonly name: string;
  /** The whole file as JSON: what the digest covers. */
  readonly document: JsonObject;
  readonly annotations: TemplateAnnotations;
  /** The kind an instance has where kro runs. */
  readonly instanceType: {
    readonly apiVersion: string;
    readonly kind: string;
  };
  readonly parameters: ObjectParameter;
  /** In dependency order; resources that do not depend on each other keep the file's order. */
  readonly resources: readonly TemplateResource[];
}

/**
 * One object the template renders.
 *
 * @public
 */
export interface TemplateResource {
  readonly id: string;
  /** Where the resource stands in the document. */
  readonly path: JsonPath;
  readonly body: TemplateNode;
  /** All must be true, otherwise the resource and what depends on it are left out. */
  readonly includeWhen: readonly TemplateExpression[];
  /** Conditions over the live object, kept as data for the run that waits for it. */
  readonly readyWhen: readonly string[];
  /** Ids of the resources whose rendered objects this one reads. */
  readonly dependsOn: readonly string[];
}

/**
 * A value with its expressions compiled.
 *
 * @public
 */
export type TemplateNode =
  | { readonly kind: 'value'; readonly value: JsonValue }
  | { readonly kind: 'expression'; readonly expression: TemplateExpression }
  | {
      readonly kind: 'concatenation';
      readonly parts: readonly (string | TemplateExpression)[];
    }
  | { readonly kind: 'list'; readonly items: readonly TemplateNode[] }
  | {
      readonly kind: 'object';
      readonly fields: readonly (readonly [string, TemplateNode])[];
    };

/**
 * An expression and where it stands.
 *
 * @public
 */
export interface TemplateExpression {
  readonly source: string;
  readonly path: JsonPath;
  readonly references: readonly Reference[];
  readonly program: ExpressionProgram;
}
