import { isRecord, sameJson, setField } from './jsonValue';

/** One operation of a JSON patch (RFC 6902), as `JSONPatch{…}` in an expression makes it. */
export interface JsonPatchOperation {
  readonly op: string;
  readonly path: string;
  readonly from: string;
  /** Undefined when the expression gives none. */
  readonly value: unknown;
}

/** The patched document; `untouched` when a `test` failed, so that nothing of the patch counts; or why it does not apply. */
export type JsonPatchResult =
  | { readonly outcome: 'patched'; readonly document: unknown }
  | { readonly outcome: 'untouched' }
  | { readonly outcome: 'failed'; readonly message: string };

/** Applies operations in order. Messages are those of the library that the API server uses, evanphx/json-patch 4. */
export function applyJsonPatch(
  document: unknown,
  operations: readonly JsonPatchOperation[],
): JsonPatchResult {
  let current = structuredClone(document);
  for (const operation of operations) {
    const step = applyOperation(current, operation);
    if (step.outcome !== 'done') {
      return step;
    }
    current = step.document;
  }
  return { outcome: 'patched', document: current };
}

type Step =
  | { readonly outcome: 'done'; readonly document: unknown }
  | Extract<JsonPatchResult, { outcome: 'untouched' | 'failed' }>;

const missing = 'missing value';

function applyOperation(
  document: unknown,
  operation: JsonPatchOperation,
): Step {
  const { op, path, from, value } = operation;
  switch (op) {
    case 'add':
      return atPlace(
        document,
        path,
        `add operation does not apply: doc is missing path: "${path}": ${missing}`,
        place =>
          wrap(addAt(place, given(value)), `error in add for path: '${path}'`),
      );
    case 'remove':
      return atPlace(
        document,
        path,
        `remove operation does not apply: doc is missing path: "${path}": ${missing}`,
        place => wrap(removeAt(place), `error in remove for path: '${path}'`),
      );
    case 'replace':
      return replace(document, path, given(value));
    case 'test':
      return test(document, path, given(value));
    case 'move':
    case 'copy':
      return moveOrCopy(document, { op, path, from });
    default:
      return failed(`Unexpected kind: ${op}`);
  }
}

/** An operation without a value counts as one with null. */
function given(value: unknown): unknown {
  return value === undefined ? null : structuredClone(value);
}

function replace(document: unknown, path: string, value: unknown): Step {
  if (path === '') {
    return typeof value === 'object' && value !== null
      ? { outcome: 'done', document: value }
      : failed('replace operation value must be object or array: %!w(<nil>)');
  }
  return atPlace(
    document,
    path,
    `replace operation does not apply: doc is missing path: ${path}: ${missing}`,
    place => {
      if (Array.isArray(place.container)) {
        const index = indexOf(place.container.length, place.key);
        if (typeof index === 'string') {
          return `replace operation does not apply: doc is missing key: ${path}: ${missing}`;
        }
        place.container[index] = value;
        return undefined;
      }
      setField(place.container, place.key, value);
      return undefined;
    },
  );
}

function test(document: unknown, path: string, value: unknown): Step {
  if (path === '') {
    return sameJson(document, value)
      ? { outcome: 'done', document }
      : { outcome: 'untouched' };
  }
  const place = placeOf(document, path);
  if (place === undefined) {
    return failed(
      `test operation does not apply: is missing path: ${path}: ${missing}`,
    );
  }
  const read = readAt(place);
  if (!read.ok) {
    return failed(`error in test for path: '${path}': ${read.message}`);
  }
  return sameJson(read.value ?? null, value)
    ? { outcome: 'done', document }
    : { outcome: 'untouched' };
}

function moveOrCopy(
  document: unknown,
  {
    op,
    path,
    from,
  }: {
    readonly op: 'move' | 'copy';
    readonly path: string;
    readonly from: string;
  },
): Step {
  const source = placeOf(document, from);
  if (source === undefined) {
    return failed(
      `${op} operation does not apply: doc is missing from path: ${from}: ${missing}`,
    );
  }
  const context =
    op === 'move'
      ? `error in move for path: '${source.key}'`
      : `error in copy for from: '${from}'`;
  const read = readAt(source);
  if (!read.ok) {
    return failed(`${context}: ${read.message}`);
  }
  const removed = op === 'move' ? removeAt(source) : undefined;
  if (removed !== undefined) {
    return failed(`${context}: ${removed}`);
  }
  return atPlace(
    document,
    path,
    `${op} operation does not apply: doc is missing destination path: ${path}: ${missing}`,
    place =>
      wrap(
        addAt(place, structuredClone(read.value ?? null)),
        op === 'move'
          ? `error in move for path: '${path}'`
          : 'error while adding value during copy',
      ),
  );
}

/** Where an operation acts: an object and a field of it, or an array and an index in it. */
type Place = {
  readonly container: unknown[] | Record<string, unknown>;
  readonly key: string;
};

/** Does something at a place of the document; the action answers why it failed, if it did. */
function atPlace(
  document: unknown,
  path: string,
  notThere: string,
  act: (place: Place) => string | undefined,
): Step {
  const place = placeOf(document, path);
  const problem = place === undefined ? notThere : act(place);
  return problem === undefined
    ? { outcome: 'done', document }
    : failed(problem);
}

function placeOf(document: unknown, path: string): Place | undefined {
  const parts = path
    .split('/')
    .map(part => part.replaceAll('~1', '/').replaceAll('~0', '~'));
  const key = parts.pop();
  if (parts.length === 0 || key === undefined) {
    return undefined;
  }
  let container: unknown = document;
  for (const part of parts.slice(1)) {
    const read = isContainer(container)
      ? readAt({ container, key: part })
      : undefined;
    container = read?.ok ? read.value : undefined;
  }
  return isContainer(container) ? { container, key } : undefined;
}

function isContainer(
  value: unknown,
): value is unknown[] | Record<string, unknown> {
  return Array.isArray(value) || isRecord(value);
}

type Read =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly message: string };

function readAt({ container, key }: Place): Read {
  if (!Array.isArray(container)) {
    return {
      ok: true,
      value: Object.hasOwn(container, key) ? container[key] : undefined,
    };
  }
  const index = indexOf(container.length, key);
  return typeof index === 'string'
    ? { ok: false, message: index }
    : { ok: true, value: container[index] };
}

function addAt({ container, key }: Place, value: unknown): string | undefined {
  if (!Array.isArray(container)) {
    setField(container, key, value);
    return undefined;
  }
  if (key === '-') {
    container.push(value);
    return undefined;
  }
  if (!isInteger(key)) {
    return `value was not a proper array index: '${key}': ${notANumber(key)}`;
  }
  const index = indexOf(container.length + 1, key);
  if (typeof index === 'string') {
    return index;
  }
  container.splice(index, 0, value);
  return undefined;
}

function removeAt({ container, key }: Place): string | undefined {
  if (!Array.isArray(container)) {
    if (!Object.hasOwn(container, key)) {
      return `Unable to remove nonexistent key: ${key}: ${missing}`;
    }
    delete container[key];
    return undefined;
  }
  const index = indexOf(container.length, key);
  if (typeof index === 'string') {
    return index;
  }
  container.splice(index, 1);
  return undefined;
}

/** An index into an array, from its end when negative; or what is wrong with it. */
function indexOf(length: number, key: string): number | string {
  if (!isInteger(key)) {
    return notANumber(key);
  }
  const index = Number(key);
  if (index >= length || index < -length) {
    return `Unable to access invalid index: ${index}: invalid index referenced`;
  }
  return index < 0 ? index + length : index;
}

function isInteger(text: string): boolean {
  return /^[+-]?\d{1,15}$/.test(text);
}

function notANumber(key: string): string {
  return `strconv.Atoi: parsing ${JSON.stringify(key)}: invalid syntax`;
}

function wrap(
  problem: string | undefined,
  context: string,
): string | undefined {
  return problem === undefined ? undefined : `${context}: ${problem}`;
}

function failed(message: string): Extract<Step, { outcome: 'failed' }> {
  return { outcome: 'failed', message };
}
