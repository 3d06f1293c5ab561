import { JsonObject, JsonValue } from '../model/KubernetesObject';

/** One column of `kubectl get`. Columns with a priority above 0 are shown by `-o wide` only. */
export interface Column {
  readonly name: string;
  readonly type: 'string' | 'integer';
  readonly priority: number;
  readonly cell: (object: JsonObject, now: Date) => JsonValue;
}

/** A column of texts. */
export function text(name: string, cell: Column['cell']): Column {
  return { name, type: 'string', priority: 0, cell };
}

/** A column of texts for `-o wide`. */
export function wide(name: string, cell: Column['cell']): Column {
  return { name, type: 'string', priority: 1, cell };
}

/** A column of numbers. */
export function count(name: string, cell: Column['cell']): Column {
  return { name, type: 'integer', priority: 0, cell };
}
