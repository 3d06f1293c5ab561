import { z } from 'zod';
import { badRequest, expired } from '../api/ApiError';
import { ObjectApi } from '../api/ObjectApi';
import { KubernetesObject } from '../model/KubernetesObject';
import { apiVersionOf } from '../resources/ResourceType';
import { pathOf } from '../storage/ObjectStore';
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

const continueToken = z.object({ rv: z.number().int(), after: z.string() });

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
    : { rv: objects.store.revision, after: '' };
  const state = token
    ? objects.store.listAt(type, namespace || undefined, page.rv)
    : objects.list(type, namespace || undefined);
  if (!state) {
    throw expired(
      'The provided continue parameter is too old to display a consistent list result. You can start a new list without the continue parameter, or use the continue token in this response to retrieve the remainder of the results.',
    );
  }
  const isSelected = selectObjects(type, query);
  const rest = state.filter(
    object => pathOf(object) > page.after && isSelected(object),
  );
  const items = limit > 0 ? rest.slice(0, limit) : rest;
  const remaining = rest.length - items.length;
  const isFiltered = query.has('labelSelector') || query.has('fieldSelector');
  return {
    kind: `${type.kind}List`,
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

function writeToken(revision: number, last: KubernetesObject): string {
  return Buffer.from(
    JSON.stringify({ rv: revision, after: pathOf(last) }),
  ).toString('base64url');
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
  return parsed.data;
}
