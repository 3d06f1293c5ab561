import { jsonResult } from '../expressions/jsonResult';
import { JsonObject } from '../json';
import { TemplateResource } from '../template';

/** Whether dependants of a resource may go on, or what is missing. @public */
export type Readiness =
  | { readonly ready: true }
  | { readonly ready: false; readonly words: string };

/**
 * Evaluates a resource's `readyWhen` over its live objects: without conditions an object is ready when it exists. In a
 * collection every object must be ready, and an empty one is. A condition that reads what is not there yet is not met.
 *
 * @public
 */
export function judgeReadiness(
  resource: TemplateResource,
  objects: readonly JsonObject[],
  /** How many the template makes; of what a selector finds, any number is enough. */
  expected: number = objects.length,
): Readiness {
  const isMany =
    resource.kind === 'collection' || resource.kind === 'external-collection';
  if (objects.length < expected || (!isMany && objects.length === 0)) {
    return {
      ready: false,
      words: isMany
        ? `${objects.length} of ${expected} objects of ${resource.id} exist.`
        : `${resource.id} does not exist yet.`,
    };
  }
  for (const [index, object] of objects.entries()) {
    for (const condition of resource.readyWhen) {
      const result = jsonResult(
        condition.program.evaluate({ [isMany ? 'each' : resource.id]: object }),
      );
      if (!result.ok || result.value !== true) {
        const which = isMany ? `${resource.id}[${index}]` : resource.id;
        return {
          ready: false,
          words: `${which} is not ready: \${${condition.source}} ${
            result.ok ? 'is false' : `cannot be told, ${result.message}`
          }.`,
        };
      }
    }
  }
  return { ready: true };
}
