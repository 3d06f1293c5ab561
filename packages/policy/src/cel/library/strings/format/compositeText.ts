import { compareStrings } from '../../../values/compareValues';
import { fromNative } from '../../../values/fromNative';
import { CelError } from '../../../values/runtimeValue';
import type { Evaluated, RuntimeValue } from '../../../values/runtimeValue';
import { mapEntries } from '../../mapEntries';
import { TextBudget, textTooLong } from '../../textLimits';

const maximumDepth = 100;

const tooDeep = new CelError(
  'error during formatting: the value is nested too deep',
);

/** How a dialect writes what a list or map holds; `composites` writes lists and maps within it. */
export interface PartStyle {
  /** What stands between a key and its value. */
  readonly colon: ': ' | ':';
  /** Undefined when the value has no text. */
  write(
    value: RuntimeValue,
    composites: CompositeText,
  ): string | CelError | undefined;
  /** Why a part has no text. */
  refuse(value: RuntimeValue): CelError;
}

/**
 * Writes lists and maps, the keys in order. Lists that hold each other many times are written as often, so that the text's length
 * is bounded as it grows.
 */
export class CompositeText {
  private readonly budget = new TextBudget();
  private depth = 0;

  constructor(private readonly style: PartStyle) {}

  /** The text of a list or a map; undefined for other values. */
  write(value: RuntimeValue): string | CelError | undefined {
    if (Array.isArray(value)) {
      return this.list(value);
    }
    const entries = mapEntries(value);
    return entries && this.map(entries);
  }

  private list(list: readonly unknown[]): string | CelError {
    const texts: string[] = [];
    for (const item of list) {
      const text = this.part(fromNative(item));
      if (text instanceof CelError) {
        return text;
      }
      texts.push(text);
    }
    return `[${texts.join(', ')}]`;
  }

  private map(
    entries: readonly (readonly [RuntimeValue, Evaluated])[],
  ): string | CelError {
    const texts: { readonly key: string; readonly value: string }[] = [];
    for (const [key, item] of entries) {
      const keyText = this.part(key);
      const value = this.part(item);
      if (keyText instanceof CelError || value instanceof CelError) {
        return keyText instanceof CelError ? keyText : value;
      }
      texts.push({ key: keyText, value });
    }
    return `{${texts
      .sort((left, right) => compareStrings(left.key, right.key))
      .map(({ key, value }) => `${key}${this.style.colon}${value}`)
      .join(', ')}}`;
  }

  private part(value: Evaluated): string | CelError {
    if (value instanceof CelError) {
      return value;
    }
    if (this.depth >= maximumDepth) {
      return tooDeep;
    }
    this.depth += 1;
    const text = this.style.write(value, this) ?? this.style.refuse(value);
    this.depth -= 1;
    return text instanceof CelError || this.budget.spend(text)
      ? text
      : textTooLong;
  }
}
