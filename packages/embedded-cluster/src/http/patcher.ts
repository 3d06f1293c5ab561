import { applyPatch, Operation } from 'fast-json-patch';
import { z } from 'zod';
import { ApiError, badRequest } from '../api/ApiError';
import { cloneJson, JsonObject } from '../model/KubernetesObject';
import { mergePatch } from '../patch/mergePatch';
import { strategicMergePatch } from '../patch/strategicMergePatch';
import { schemaOf } from '../schema/schema';
import { parseJson, parseObject } from './decodeObject';
import type { Target } from './Request';

const jsonPatch = z.array(
  z.looseObject({
    op: z.enum(['add', 'remove', 'replace', 'move', 'copy', 'test']),
    path: z.string(),
  }),
);

/** The function that a patch is, from its content type. @throws ApiError 415, or 400 when the patch cannot be read */
export function patcher(
  contentType: string,
  text: string,
  { type }: Pick<Target, 'type'>,
): (live: JsonObject) => JsonObject {
  switch (contentType) {
    case 'application/json-patch+json': {
      const parsed = jsonPatch.safeParse(parseJson(text));
      if (!parsed.success) {
        throw badRequest(
          `the JSON patch cannot be read: ${z.prettifyError(parsed.error)}`,
        );
      }
      // safety: the library checks each operation when it applies it
      return live => patchJson(live, parsed.data as unknown as Operation[]);
    }
    case 'application/merge-patch+json': {
      const patch = parseObject(text, contentType);
      return live => mergePatch(live, patch);
    }
    case 'application/strategic-merge-patch+json': {
      if (type.defined) {
        break;
      }
      const patch = parseObject(text, contentType);
      return live => strategicMergePatch(live, patch, schemaOf(type));
    }
    default:
  }
  throw new ApiError(
    415,
    'UnsupportedMediaType',
    'the body of the request was in an unknown format - accepted media types include: application/json-patch+json, application/merge-patch+json, application/strategic-merge-patch+json (built-in kinds), application/apply-patch+yaml',
  );
}

function patchJson(live: JsonObject, operations: Operation[]): JsonObject {
  try {
    return applyPatch(cloneJson(live), operations, true).newDocument;
  } catch (error) {
    const reason = error instanceof Error ? error.name : String(error);
    throw new ApiError(
      422,
      'Invalid',
      `the server rejected our request due to an error in our request: the JSON patch cannot be applied (${reason})`,
    );
  }
}
