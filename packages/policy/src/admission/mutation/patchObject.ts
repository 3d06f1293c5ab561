import { kubernetesObjectSchema } from '../request/kubernetesObject';
import type { KubernetesObject } from '../request/kubernetesObject';
import type { RuntimeValue } from '../../cel/values/runtimeValue';
import { PatchValue } from '../compile/patchValue';
import { atomicParts } from './atomicParts';
import { checkStructure, structureProblems } from './checkStructure';
import { applyJsonPatch } from './jsonPatch';
import type { JsonPatchOperation } from './jsonPatch';
import { isRecord, withoutNulls } from './jsonValue';
import { mergeStructure } from './mergeStructure';
import type { StructuralType } from './structuralType';
import { toJson } from './toJson';
import { typeNameProblems } from './typeNameProblems';

/** The patched object; or why it cannot be patched, by the policy's fault (`failed`) or with an object no server would take (`invalid`). */
export type PatchOutcome =
  | { readonly outcome: 'patched'; readonly object: KubernetesObject }
  | { readonly outcome: 'failed' | 'invalid'; readonly message: string };

/** Merges what an ApplyConfiguration expression evaluated to into an object. */
export function applyConfiguration(
  object: KubernetesObject,
  type: StructuralType,
  value: RuntimeValue,
): PatchOutcome {
  if (!(value instanceof PatchValue)) {
    return failed('unsupported return type from ApplyConfiguration expression');
  }
  const misnamed = typeNameProblems(value, value.typeName);
  if (misnamed.length > 0) {
    return failed(`type mismatch: ${misnamed.join('\n')}`);
  }
  const configuration = toJson(value);
  if (!configuration.ok) {
    return failed(`invalid return type: ${configuration.message}`);
  }
  const { apiVersion, kind } = object;
  const patch = isRecord(configuration.json)
    ? { ...configuration.json, apiVersion, kind }
    : { apiVersion, kind };
  const unfit = checkStructure(patch, type, { allowDuplicates: false });
  if (unfit.length > 0) {
    return failed(
      `error applying patch: failed to convert patch object to typed object: ${structureProblems(
        unfit,
      )}`,
    );
  }
  const atomic = atomicParts(patch, type);
  if (atomic.length > 0) {
    return failed(
      `error applying patch: invalid ApplyConfiguration: may not mutate atomic arrays, maps or structs: ${atomic.join(
        ', ',
      )}`,
    );
  }
  return patched(mergeStructure(object, patch, type));
}

/** Applies what a JSONPatch expression evaluated to. A patch whose `test` fails changes nothing. */
export function patchAsJson(
  object: KubernetesObject,
  type: StructuralType,
  value: RuntimeValue,
): PatchOutcome {
  const operations = operationsOf(value);
  if (typeof operations === 'string') {
    return failed(operations);
  }
  const result = applyJsonPatch(object, operations);
  switch (result.outcome) {
    case 'untouched':
      return { outcome: 'patched', object };
    case 'failed':
      return failed(`JSON Patch: ${result.message}`);
    default: {
      const problems = checkStructure(result.document, type, {
        allowDuplicates: true,
      });
      return problems.length === 0
        ? patched(result.document)
        : { outcome: 'invalid', message: structureProblems(problems) };
    }
  }
}

/** The operations of a list of `JSONPatch{…}`, or what is wrong with it. */
function operationsOf(
  value: RuntimeValue,
): readonly JsonPatchOperation[] | string {
  if (!Array.isArray(value)) {
    return 'type mismatch: JSONPatchType.expression should evaluate to array';
  }
  const operations: JsonPatchOperation[] = [];
  for (const item of value) {
    if (!(item instanceof PatchValue)) {
      return 'type mismatch: JSONPatchType.expression should evaluate to array of JSONPatch';
    }
    const given = item.fields.get('value');
    const misnamed =
      given instanceof PatchValue
        ? typeNameProblems(given, given.typeName)
        : [];
    if (misnamed.length > 0) {
      return `type mismatch: ${misnamed.join('\n')}`;
    }
    const json = given === undefined ? undefined : toJson(given);
    if (json?.ok === false) {
      return `JSONPath valueExpression evaluated to a type that could not marshal to JSON: ${json.message}`;
    }
    operations.push({
      op: text(item, 'op'),
      path: text(item, 'path'),
      from: text(item, 'from'),
      value: json?.json,
    });
  }
  return operations;
}

function text({ fields }: PatchValue, name: string): string {
  const value = fields.get(name);
  return typeof value === 'string' ? value : '';
}

function patched(document: unknown): PatchOutcome {
  const read = kubernetesObjectSchema.safeParse(withoutNulls(document));
  return read.success
    ? { outcome: 'patched', object: read.data }
    : {
        outcome: 'invalid',
        message: `the patched object is none of Kubernetes: ${read.error.issues
          .map(({ path, message }) => `${path.join('.')}: ${message}`)
          .join('; ')}`,
      };
}

function failed(message: string): PatchOutcome {
  return { outcome: 'failed', message };
}
