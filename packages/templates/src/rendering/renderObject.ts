import { isJsonObject, JsonValue } from '../json';
import { JsonPath } from '../path';
import { TemplateResource } from '../template';
import { ExpressionFailure, ExpressionRun } from './expressionRun';
import { KubernetesObject, placeObject } from './kubernetesObject';
import { renderNode, UnknownField } from './renderNode';

/** One object with the fields that only the cluster can fill. */
export interface RenderedObject {
  readonly object: KubernetesObject;
  readonly unknown: readonly UnknownField[];
}

/** Renders one object of a resource, in a collection for one combination of items. Throws {@link ExpressionFailure}. */
export function renderObject(
  resource: TemplateResource,
  run: ExpressionRun,
  namespace: string,
  items: Readonly<Record<string, JsonValue>>,
): RenderedObject {
  const path = [...resource.path, 'template'];
  const { value, unknown } = renderNode(resource.body, run, items);
  if (!isJsonObject(value)) {
    throw new ExpressionFailure(path, 'The result is no object.');
  }
  const identity = unknown.find(({ field }) => isIdentity(field));
  if (identity) {
    throw new ExpressionFailure(
      [...path, ...identity.field],
      `An object's name must be known before anything is applied, but ${identity.waitsFor} is known only afterwards. Use what the template itself sets.`,
    );
  }
  const placed = placeObject(value, namespace);
  if (!placed.ok) {
    throw new ExpressionFailure([...path, ...placed.path], placed.message);
  }
  return { object: placed.object, unknown };
}

function isIdentity(field: JsonPath): boolean {
  const [first, second] = field;
  return (
    first === undefined ||
    first === 'apiVersion' ||
    first === 'kind' ||
    (first === 'metadata' &&
      (second === undefined || second === 'name' || second === 'namespace'))
  );
}
