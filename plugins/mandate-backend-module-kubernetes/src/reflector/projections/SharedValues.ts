/** Different values that are remembered; beyond them, sharing begins anew. */
const MOST = 50_000;

/**
 * Gives one value for all that are equal. Most pods of a workload have the same labels, images and container states:
 * kept once, they cost a reference each.
 */
export class SharedValues {
  private readonly texts = new Map<string, string>();
  private readonly values = new Map<string, unknown>();

  /** The same text for equal texts. */
  text(text: string): string {
    const known = this.texts.get(text);
    if (known !== undefined) {
      return known;
    }
    remember(this.texts, text, text);
    return text;
  }

  /** The same value for values whose JSON is equal. Callers must not change it. */
  value<T>(value: T): T {
    if (value === undefined) {
      return value;
    }
    const key = JSON.stringify(value);
    const known = this.values.get(key);
    if (known !== undefined) {
      // safety: equal JSON means equal data, whatever type it was given as
      return known as T;
    }
    remember(this.values, key, value);
    return value;
  }
}

function remember<T>(known: Map<string, T>, key: string, value: T): void {
  if (known.size >= MOST) {
    known.clear();
  }
  known.set(key, value);
}
