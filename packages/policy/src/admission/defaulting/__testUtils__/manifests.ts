import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseAllDocuments } from 'yaml';
import { isObject, type JsonObject, type JsonValue } from '../jsonObject';

const folder = join(__dirname, '..', '__fixtures__');

/** What the API server made of the manifests, one object a line, in their order. */
export const recordedFile = join(folder, 'admitted.jsonl');

/** Manifests of our own, for every kind that has defaults. */
export function manifests(): JsonObject[] {
  return ['pods.yaml', 'workloads.yaml', 'cluster.yaml']
    .flatMap(file => [
      ...parseAllDocuments(readFileSync(join(folder, file), 'utf8')),
    ])
    .map(document => requireObject(document.toJS() as JsonValue)); // safety: YAML of plain maps and lists is JSON
}

/** What the API server made of them when they were recorded. */
export function recordedObjects(): JsonObject[] {
  return readFileSync(recordedFile, 'utf8')
    .split('\n')
    .filter(line => line !== '')
    .map(line => requireObject(JSON.parse(line)));
}

/** An object's kind and name. */
export function titleOf(object: JsonObject): string {
  return `${object.kind} ${
    isObject(object.metadata) ? object.metadata.name : ''
  }`;
}

function requireObject(value: JsonValue): JsonObject {
  if (!isObject(value)) {
    throw new Error(`not an object: ${JSON.stringify(value)}`);
  }
  return value;
}
