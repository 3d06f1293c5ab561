import { JsonValue } from '../json';
import { TemplateIterator } from '../template';
import { ExpressionFailure, ExpressionRun } from './expressionRun';

/** Most objects of one collection, as in kro. */
const MAX_COLLECTION_SIZE = 1_000;

/** The iterators' values for each object of a collection, or what it waits for. */
export type Items =
  | {
      readonly known: true;
      readonly items: readonly Readonly<Record<string, JsonValue>>[];
    }
  | { readonly known: false; readonly waitsFor: string };

/** The product of the iterators' lists; the first is the outermost loop. Throws {@link ExpressionFailure}. */
export function itemsOf(
  iterators: readonly TemplateIterator[],
  run: ExpressionRun,
): Items {
  let items: readonly Readonly<Record<string, JsonValue>>[] = [{}];
  for (const { name, list } of iterators) {
    const evaluation = run.evaluate(list);
    if (!evaluation.known) {
      return evaluation;
    }
    const { value } = evaluation;
    if (!Array.isArray(value)) {
      throw new ExpressionFailure(
        list.path,
        `\${${list.source}} must be a list.`,
      );
    }
    if (items.length * value.length > MAX_COLLECTION_SIZE) {
      throw new ExpressionFailure(
        list.path,
        `The collection would have ${
          items.length * value.length
        } objects; at most ${MAX_COLLECTION_SIZE} are made. Give shorter lists.`,
      );
    }
    items = items.flatMap(outer =>
      value.map((item: JsonValue) => ({ ...outer, [name]: item })),
    );
  }
  return { known: true, items };
}
