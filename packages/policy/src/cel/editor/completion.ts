/** What can be written at a place. @public */
export interface CompletionList {
  /** What a chosen item replaces, in UTF-16 code units. */
  readonly from: number;
  readonly to: number;
  /** The likeliest first. */
  readonly items: readonly CompletionItem[];
}

/** One thing that can be written. @public */
export interface CompletionItem {
  readonly label: string;
  readonly kind:
    | 'variable'
    | 'field'
    | 'function'
    | 'macro'
    | 'text'
    | 'constant'
    | 'namespace';
  /** A type or a signature. */
  readonly detail?: string;
  readonly description?: string;
  /** The text to insert. */
  readonly insert: string;
  /** Where the cursor goes, from the beginning of the inserted text; at its end by default. */
  readonly cursor?: number;
}

/** No completion at an offset. */
export function nothingAt(offset: number): CompletionList {
  return { from: offset, to: offset, items: [] };
}

/** A call to be written: the cursor goes between the brackets when there is something to write in them. */
export function callItem(
  name: string,
  kind: 'function' | 'macro',
  parameters: readonly string[],
  detail: string,
  description: string | undefined,
): CompletionItem {
  return {
    label: name,
    kind,
    detail,
    description,
    insert: `${name}()`,
    cursor: parameters.length === 0 ? undefined : name.length + 1,
  };
}
