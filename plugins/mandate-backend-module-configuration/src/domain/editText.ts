import type { JsonPath, JsonValue } from '@mandate/configuration';
import { isCollection, isMap, parseDocument } from 'yaml';

/** The new text, or why it cannot be made. */
export type EditedText =
  | { readonly type: 'edited'; readonly text: string }
  | { readonly type: 'refused'; readonly words: string };

/**
 * Sets and takes away values in a YAML text. Comments, order and tags of everything else stay. Mappings that become empty
 * go, too, so that taking back what was set leaves the text as it was.
 */
export function editText(
  text: string,
  edit: {
    readonly set: readonly {
      readonly path: JsonPath;
      readonly value: JsonValue;
    }[];
    readonly unset: readonly JsonPath[];
  },
): EditedText {
  const document = parseDocument(text, { uniqueKeys: true });
  if (document.errors.length > 0) {
    return {
      type: 'refused',
      words: `The file is not valid YAML, so nothing in it can be set: ${document.errors[0].message}`,
    };
  }
  for (const { path, value } of edit.set) {
    try {
      // A scalar in place of a scalar keeps the comment beside it.
      document.setIn(
        path,
        isScalar(value) ? value : document.createNode(value),
      );
    } catch {
      return {
        type: 'refused',
        words: `${path.join(
          '.',
        )} cannot be set: something above it is no mapping. Edit the file as text.`,
      };
    }
  }
  for (const path of edit.unset) {
    takeAway(path);
  }
  const isEmpty =
    document.contents === null ||
    (isCollection(document.contents) && document.contents.items.length === 0);
  return {
    type: 'edited',
    text: isEmpty ? '' : document.toString({ lineWidth: 0 }),
  };

  function isScalar(value: JsonValue): boolean {
    return value === null || typeof value !== 'object';
  }

  function takeAway(path: JsonPath): void {
    if (!document.hasIn(path)) {
      return;
    }
    document.deleteIn(path);
    const parent = path.slice(0, -1);
    const left = document.getIn(parent);
    if (parent.length > 0 && isMap(left) && left.items.length === 0) {
      takeAway(parent);
    }
  }
}
