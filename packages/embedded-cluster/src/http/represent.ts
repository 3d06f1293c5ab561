import { JsonObject, KubernetesObject } from '../model/KubernetesObject';
import { asJson } from '../model/jsonFields';
import { ResourceType } from '../resources/ResourceType';
import { tableOf } from '../table/tableOf';
import { ObjectList } from './handleList';
import { Request } from './Request';

/** How objects are shown to one client: whole, as table rows, or metadata only. */
export interface Representation {
  one(object: KubernetesObject): unknown;
  list(list: ObjectList): unknown;
  event(object: KubernetesObject): object;
  bookmark(object: JsonObject): object;
}

const WHOLE: Representation = {
  one: object => object,
  list: list => list,
  event: object => object,
  bookmark: object => object,
};

const METADATA_ONLY: Representation = {
  one: partial,
  list: list => ({
    ...list,
    kind: 'PartialObjectMetadataList',
    apiVersion: 'meta.k8s.io/v1',
    items: list.items.map(partial),
  }),
  event: partial,
  bookmark: object => ({
    ...object,
    kind: 'PartialObjectMetadata',
    apiVersion: 'meta.k8s.io/v1',
  }),
};

/** Chooses the representation by the `Accept` header; the first that is known wins. */
export function representationFor(
  request: Request,
  type: ResourceType,
  now: () => Date,
): Representation {
  for (const range of (request.incoming.headers.accept ?? '').split(',')) {
    if (/application\/(json|\*)|\*\/\*/.test(range)) {
      if (range.includes('as=Table')) {
        return tables(request, type, now);
      }
      if (range.includes('as=PartialObjectMetadata')) {
        return METADATA_ONLY;
      }
      if (!range.includes('as=')) {
        return WHOLE;
      }
    }
  }
  return WHOLE;
}

function tables(
  request: Request,
  type: ResourceType,
  now: () => Date,
): Representation {
  const includeObject = request.query.get('includeObject') ?? 'Metadata';
  const rowObject = (object: KubernetesObject): JsonObject | undefined => {
    if (includeObject === 'None') {
      return undefined;
    }
    return includeObject === 'Object' ? asJson(object) : partial(object);
  };
  return {
    one: object =>
      tableOf(
        type,
        [object],
        { resourceVersion: object.metadata.resourceVersion },
        rowObject,
        now(),
      ),
    list: list => tableOf(type, list.items, list.metadata, rowObject, now()),
    event: object =>
      tableOf(
        type,
        [object],
        { resourceVersion: object.metadata.resourceVersion },
        rowObject,
        now(),
      ),
    bookmark: object => ({
      ...tableOf(type, [], {}, rowObject, now()),
      rows: [{ cells: [], object }],
    }),
  };
}

function partial(object: KubernetesObject): JsonObject {
  return asJson({
    kind: 'PartialObjectMetadata',
    apiVersion: 'meta.k8s.io/v1',
    metadata: object.metadata,
  });
}
