import { ExpressionProgram } from '@mandate/policy';
import { TemplateAnnotations } from './annotations/templateAnnotations';
import { Reference } from './expressions/references';
import { JsonObject, JsonValue } from './json';
import { ObjectParameter } from './parameters/parameterSchema';
import { TemplatePackage } from './packaged/packageDocument';
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
  /** What an instance reports of itself; every leaf is an expression over the live objects. */
  readonly status: TemplateNode;
  /** What has to be true of the live objects before a change of an instance counts as verified. */
  readonly checks: readonly TemplateCheck[];
  /** The chart or base that it is made of, as long as it is not rendered for an instance; absent for a resource graph. */
  readonly package?: TemplatePackage;
}

/**
 * A condition over the live objects of an instance, see `deploymentChecksSchema`.
 *
 * @public
 */
export interface TemplateCheck {
  readonly name: string;
  readonly condition: TemplateExpression;
  /** What it means when the condition is false, and what to do. */
  readonly message: string;
  /** Whether a false condition stays false, so that nobody waits for it. */
  readonly final: boolean;
}

/**
 * What a resource is: one object the template makes; a collection of objects, one for each combination of the
 * iterators' items; an object it only reads; or all objects of a kind that a selector finds, which it only reads.
 *
 * @public
 */
export type TemplateResourceKind =
  | 'object'
  | 'collection'
  | 'external'
  | 'external-collection';

/**
 * One node of the graph.
 *
 * @public
 */
export interface TemplateResource {
  readonly id: string;
  readonly kind: TemplateResourceKind;
  /** Where the resource stands in the document. */
  readonly path: JsonPath;
  readonly type: { readonly apiVersion: string; readonly kind: string };
  /** False for a kind outside namespaces, which a template can only read. */
  readonly isNamespaced: boolean;
  /** The object; of an external one its type and its metadata with a name or a selector. */
  readonly body: TemplateNode;
  /** Empty unless it is a collection; the first is the outermost loop. */
  readonly forEach: readonly TemplateIterator[];
  /** All must be true, otherwise the resource and what depends on it are left out. */
  readonly includeWhen: readonly TemplateExpression[];
  /** Over the live object by the resource's id, in a collection over each by `each`: all must be true before dependants go on. */
  readonly readyWhen: readonly TemplateExpression[];
  /** Fields that others read and this one leaves to the API server, such as a Service's `spec.clusterIP`. */
  readonly filledIn: readonly (readonly string[])[];
  /** Ids of the resources this one reads. */
  readonly dependsOn: readonly string[];
}

/**
 * One axis of a collection.
 *
 * @public
 */
export interface TemplateIterator {
  readonly name: string;
  readonly list: TemplateExpression;
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
  /** Fields read of items that the expression goes through. */
  readonly loopFields: readonly (readonly string[])[];
  readonly program: ExpressionProgram;
}

/** Every expression in a value. */
export function expressionsIn(
  node: TemplateNode,
): readonly TemplateExpression[] {
  switch (node.kind) {
    case 'expression':
      return [node.expression];
    case 'concatenation':
      return node.parts.flatMap(part => (typeof part === 'string' ? [] : part));
    case 'list':
      return node.items.flatMap(expressionsIn);
    case 'object':
      return node.fields.flatMap(([, field]) => expressionsIn(field));
    default:
      return [];
  }
}

/** The expressions of the field at a path of object keys; none when there is no such field. */
export function expressionsAt(
  node: TemplateNode,
  path: readonly string[],
): readonly TemplateExpression[] {
  const found = path.reduce<TemplateNode | undefined>(
    (inner, step) =>
      inner?.kind === 'object'
        ? inner.fields.find(([key]) => key === step)?.[1]
        : undefined,
    node,
  );
  return found ? expressionsIn(found) : [];
}
