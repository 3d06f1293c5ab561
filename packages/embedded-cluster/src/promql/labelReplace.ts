import { PromQlError } from './PromQlError';
import { without } from './Series';
import { Element } from './Value';

/** Sets a label to a replacement where another one fits a pattern: `label_replace(v, "to", "$1", "from", "(.*)")`. */
export function labelReplace(
  elements: readonly Element[],
  [to, replacement, from, pattern]: readonly string[],
): Element[] {
  const wanted = compiled(pattern);
  return elements.map(element => {
    const found = wanted.exec(element.labels[from] ?? '');
    if (!found) {
      return element;
    }
    const value = replacement.replace(
      /\$(?:(\d+)|\{(\d+)\})/g,
      (_, plain?: string, braced?: string) =>
        found[Number(plain ?? braced)] ?? '',
    );
    const others = without(element.labels, to);
    return {
      ...element,
      labels: value === '' ? others : { ...others, [to]: value },
    };
  });
}

function compiled(pattern: string | undefined): RegExp {
  if (
    pattern === undefined ||
    pattern.length > 500 ||
    /[*+}]\)*[*+{]/.test(pattern)
  ) {
    throw new PromQlError(
      'label_replace wants four strings, the last one a plain pattern',
    );
  }
  try {
    return new RegExp(`^(?:${pattern})$`, 's');
  } catch (error) {
    throw new PromQlError(
      `the pattern ${JSON.stringify(pattern)} cannot be read: ${error}`,
    );
  }
}
