import { isJsonObject, JsonObject, JsonValue, ownValue } from '../json';
import { JsonPath } from '../path';
import { TemplateResource } from '../template';
import { ExpressionFailure, ExpressionRun } from './expressionRun';
import { renderNode } from './renderNode';

/**
 * What an instance reads from the cluster: one object by its name, or all of a kind that a label selector finds.
 *
 * @public
 */
export type ExternalReference = {
  /** The resource's id. */
  readonly id: string;
  readonly apiVersion: string;
  readonly kind: string;
  /** Absent for a kind outside namespaces. */
  readonly namespace?: string;
} & (
  | { readonly name: string }
  /** Kubernetes' `LabelSelector`. */
  | { readonly selector: JsonObject }
);

/** A reference, or what its name or selector waits for. */
export type RenderedReference =
  | { readonly known: true; readonly reference: ExternalReference }
  | {
      readonly known: false;
      readonly waitsFor: string;
      readonly path: JsonPath;
    };

/** Renders what a resource refers to; it never leaves the instance's namespace. Throws {@link ExpressionFailure}. */
export function renderReference(
  resource: TemplateResource,
  run: ExpressionRun,
  namespace: string,
): RenderedReference {
  const { id, type, body, isNamespaced } = resource;
  const path = [...resource.path, 'externalRef'];
  const { value, unknown } = renderNode(body, run, {});
  if (unknown.length > 0) {
    const [{ waitsFor, expression }] = unknown;
    return { known: false, waitsFor, path: expression.path };
  }
  const metadata = metadataOf(value);
  const own = ownValue(metadata, 'namespace') ?? namespace;
  if (isNamespaced && own !== namespace) {
    throw new ExpressionFailure(
      [...path, 'metadata', 'namespace'],
      `The template would read from the namespace ${JSON.stringify(
        own,
      )}, but the instance lives in ${namespace}.`,
    );
  }
  const place = { id, ...type, ...(isNamespaced && { namespace }) };
  const { name, selector } = metadata;
  if (typeof name === 'string' && name !== '') {
    return { known: true, reference: { ...place, name } };
  }
  if (isJsonObject(selector)) {
    return { known: true, reference: { ...place, selector } };
  }
  throw new ExpressionFailure(
    [...path, 'metadata'],
    'The reference comes to neither a name nor a label selector.',
  );
}

function metadataOf(value: JsonValue): JsonObject {
  return isJsonObject(value) && isJsonObject(value.metadata)
    ? value.metadata
    : {};
}
