import { PrinterColumn } from '../model/CustomResourceDefinition';
import { isJsonObject, JsonObject, JsonValue } from '../model/KubernetesObject';
import { Column } from './Column';
import { age } from './duration';

/** A column that a definition asks for. Of JSON paths, fields, indexes and equality filters are understood. */
export function definedColumn({
  name,
  type,
  jsonPath,
  priority = 0,
}: PrinterColumn): Column {
  return {
    name,
    type: type === 'integer' ? 'integer' : 'string',
    priority,
    cell: (object, now) => {
      const value = valueAt(object, jsonPath);
      if (value === undefined) {
        return '';
      }
      return type === 'date' ? age(String(value), now) : cellOf(value);
    },
  };
}

function cellOf(value: JsonValue): JsonValue {
  return typeof value === 'object' ? JSON.stringify(value) : value;
}

function valueAt(object: JsonObject, jsonPath: string): JsonValue | undefined {
  const steps =
    jsonPath.match(/\[\?\(@\.[^)]*\)\]|\[[^\]]*\]|(?:\\\.|[^.[\]])+/g) ?? [];
  return steps.reduce<JsonValue | undefined>(follow, object);
}

function follow(
  value: JsonValue | undefined,
  step: string,
): JsonValue | undefined {
  const [, field, wanted] =
    /^\[\?\(@\.([^=\s]+)\s*==\s*["']([^"']*)["']\)\]$/.exec(step) ?? [];
  if (field !== undefined) {
    return Array.isArray(value)
      ? value.find(item => isJsonObject(item) && item[field] === wanted)
      : undefined;
  }
  const name = step.replace(/^\[["']?|["']?\]$/g, '').replace(/\\\./g, '.');
  if (Array.isArray(value)) {
    return value[Number(name)];
  }
  return isJsonObject(value) ? value[name] : undefined;
}
