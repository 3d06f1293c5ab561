import { z } from 'zod';
import { ApiError, badRequest, expired } from '../api/ApiError';
import { ObjectApi } from '../api/ObjectApi';
import { KubernetesObject } from '../model/KubernetesObject';
import { apiVersionOf } from '../resources/ResourceType';
import { pathOf } from '../storage/Shelf';
import { parseJson } from './decodeObject';
import { Target } from './Request';
import { selectObjects } from './selectObjects';

/** A list as the API answers it. */
export interface ObjectList {
  readonly kind: string;
  readonly apiVersion: string;
  readonly metadata: {
    readonly resourceVersion: string;
    readonly continue?: string;
    readonly remainingItemCount?: number;
  };
  readonly items: readonly KubernetesObject[];
}

const continueToken = z.object({
  v: z.literal('meta.k8s.io/v1'),
  rv: z.number().int(),
  start: z.string(),
});
/** Ends the last object's path in a token, so that the next page begins behind it. */
const BEHIND = '\0';

/**
 * A list, whole or in pages. All pages of one list show the state at the first page's revision.
 *
 * @throws ApiError 410 when that state is no longer remembered
 */
export function handleList(
  objects: ObjectApi,
  { type, namespace }: Target,
  query: URLSearchParams,
): ObjectList {
  const limit = Number(query.get('limit') ?? 0);
  const token = query.get('continue');
  const page = token
    ? readToken(token)
    : { rv: exactRevision(query) ?? objects.store.revision, after: '' };
  const state =
    page.rv === objects.store.revision
      ? objects.list(type, namespace || undefined)
      : objects.store.listAt(type, namespace || undefined, page.rv);
  if (!state) {
    throw token
      ? tooOldToContinue(page.after, objects.store.revision)
      : expired('The resourceVersion for the provided list is too old.');
  }
  const isSelected = selectObjects(type, query);
  const rest = state.filter(
    object => pathOf(object) > page.after && isSelected(object),
  );
  const items = limit > 0 ? rest.slice(0, limit) : rest;
  const remaining = rest.length - items.length;
  const isFiltered = query.has('labelSelector') || query.has('fieldSelector');
  return {
    kind: type.defined?.listKind ?? `${type.kind}List`,
    apiVersion: apiVersionOf(type),
    metadata: {
      resourceVersion: String(page.rv),
      ...(remaining > 0 && {
        continue: writeToken(page.rv, items[items.length - 1]),
        ...(!isFiltered && { remainingItemCount: remaining }),
      }),
    },
    items,
  };
}

/** The revision that must be shown; undefined when any that is not older will do. @throws ApiError 422 when the parameters do not go together */
function exactRevision(query: URLSearchParams): number | undefined {
  const match = query.get('resourceVersionMatch');
  const revision = query.get('resourceVersion');
  if (match && !revision) {
    throw new ApiError(
      422,
      'Invalid',
      'ListOptions.meta.k8s.io "" is invalid: resourceVersionMatch: Forbidden: resourceVersionMatch is forbidden unless resourceVersion is provided',
    );
  }
  return match === 'Exact' ? Number(revision) : undefined;
}

/** With a token for the rest of the list as it is now, for clients that can do with an inconsistent one. */
function tooOldToContinue(after: string, revision: number): ApiError {
  const { message, code, reason } = expired(
    'The provided continue parameter is too old to display a consistent list result. You can start a new list without the continue parameter, or use the continue token in this response to retrieve the remainder of the results.',
  );
  return new ApiError(code, reason, message, undefined, {
    continue: encodeToken(revision, after),
  });
}

function writeToken(revision: number, last: KubernetesObject): string {
  return encodeToken(revision, pathOf(last));
}

function encodeToken(rv: number, after: string): string {
  const token: z.infer<typeof continueToken> = {
    v: 'meta.k8s.io/v1',
    rv,
    start: `${after}${BEHIND}`,
  };
  return Buffer.from(JSON.stringify(token)).toString('base64url');
}

function readToken(token: string) {
  const text = Buffer.from(token, 'base64url').toString('utf8');
  const parsed = continueToken.safeParse(
    text.startsWith('{') ? parseJson(text) : undefined,
  );
  if (!parsed.success) {
    throw badRequest(
      'continue key is not valid: it does not come from this server',
    );
  }
  const { rv, start } = parsed.data;
  return { rv, after: start.replace(/\0$/, '') };
}
