import { isRecord } from './jsonValue';
import { listItemKey } from './listItemKey';
import type { StructuralType } from './structuralType';

/** What is wrong with a value, and where in it; empty when it fits its type. Words are structured-merge-diff's. */
export function checkStructure(
  value: unknown,
  type: StructuralType,
  options: { readonly allowDuplicates: boolean },
): readonly string[] {
  const problems: string[] = [];
  check(value, type, '', {
    allowDuplicates: options.allowDuplicates,
    report: (path, message) =>
      problems.push(path === '' ? message : `${path}: ${message}`),
  });
  return problems;
}

/** Problems in one text: one on its own, several as a list. */
export function structureProblems(problems: readonly string[]): string {
  return problems.length === 1
    ? problems[0]
    : ['errors:', ...problems.map(problem => `  ${problem}`)].join('\n');
}

interface Inspection {
  readonly allowDuplicates: boolean;
  readonly report: (path: string, message: string) => void;
}

function check(
  value: unknown,
  type: StructuralType,
  path: string,
  inspection: Inspection,
): void {
  if (value === null || value === undefined) {
    return;
  }
  switch (type.kind) {
    case 'scalar':
      checkScalar(value, type.scalar, path, inspection);
      return;
    case 'list':
      if (!Array.isArray(value)) {
        inspection.report(path, `expected list, got &{${goText(value)}}`);
        return;
      }
      checkItems(value, type, path, inspection);
      return;
    case 'map':
    case 'struct':
      if (!isRecord(value)) {
        inspection.report(path, `expected map, got &{${goText(value)}}`);
        return;
      }
      checkFields(value, type, path, inspection);
      return;
    default:
  }
}

function checkScalar(
  value: unknown,
  scalar: 'string' | 'number' | 'boolean' | 'any',
  path: string,
  { report }: Inspection,
): void {
  const type = typeof value;
  if (scalar === 'any' ? type === 'object' : type !== scalar) {
    report(path, wordsFor(scalar, value));
  }
}

function wordsFor(
  expected: 'string' | 'number' | 'boolean' | 'any',
  value: unknown,
): string {
  switch (expected) {
    case 'number':
      return `expected numeric (int or float), got ${goType(value)}`;
    case 'string':
      return `expected string, got &value.valueUnstructured{Value:${goText(
        value,
      )}}`;
    case 'boolean':
      return `expected boolean, got &{${goText(value)}}`;
    default:
      return `expected any scalar, got &{${goText(value)}}`;
  }
}

function checkItems(
  items: readonly unknown[],
  type: Extract<StructuralType, { kind: 'list' }>,
  path: string,
  inspection: Inspection,
): void {
  const seen = new Set<string>();
  for (const [index, item] of items.entries()) {
    let place = `[${index}]`;
    if (type.merge.kind !== 'atomic') {
      const key = listItemKey(type, item);
      if (!key.ok) {
        inspection.report(path, `element ${index}: ${key.message}`);
        return;
      }
      place = key.text;
      if (seen.has(place) && !inspection.allowDuplicates) {
        inspection.report(path, `duplicate entries for key ${place}`);
      }
      seen.add(place);
    }
    check(item, type.element, `${path}${place}`, inspection);
  }
}

function checkFields(
  fields: Readonly<Record<string, unknown>>,
  type: Extract<StructuralType, { kind: 'map' | 'struct' }>,
  path: string,
  inspection: Inspection,
): void {
  for (const [name, value] of Object.entries(fields)) {
    const place = `${path}.${name}`;
    const field = type.kind === 'map' ? type.element : type.field(name);
    if (field === undefined) {
      inspection.report(place, 'field not declared in schema');
      // The server's check of this struct ends here too.
      return;
    }
    check(value, field, place, inspection);
  }
}

function goType(value: unknown): string {
  if (typeof value === 'object') {
    return Array.isArray(value) ? '[]interface {}' : 'map[string]interface {}';
  }
  return typeof value === 'boolean' ? 'bool' : typeof value;
}

/** Near to how Go prints a value; exact for scalars. */
function goText(value: unknown): string {
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}
