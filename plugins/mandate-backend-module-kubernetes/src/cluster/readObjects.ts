import {
  type ClusterObject,
  clusterObjectSchema,
} from '@mandate/plugin-mandate-common';
import { ClusterUnavailableError } from '@mandate/plugin-mandate-node';
import { z } from 'zod';

/** Of 500 objects each: more than the largest cluster has of a kind. */
const MOST_PAGES = 1_000;

const pageSchema = z.object({
  metadata: z.looseObject({
    resourceVersion: z.string().optional(),
    continue: z.string().optional(),
  }),
  items: z.array(z.record(z.string(), z.unknown())).nullable(),
});

/** One page of a list. */
export interface ObjectPage {
  readonly objects: readonly ClusterObject[];
  readonly resourceVersion: string;
  /** Absent on the last page. */
  readonly continueToken?: string;
}

/** Reads an object from an answer. Of a Secret only the metadata come out (invariant I12). */
export function readObject(value: unknown): ClusterObject {
  return withoutSecrets(clusterObjectSchema.parse(value));
}

/** Reads a page; its items do not say what they are, the query does. */
export function readPage(
  value: unknown,
  type: { readonly apiVersion: string; readonly kind: string },
): ObjectPage {
  const page = pageSchema.parse(value);
  const { apiVersion, kind } = type;
  return {
    objects: (page.items ?? []).map(item =>
      readObject({ ...item, apiVersion, kind }),
    ),
    resourceVersion: page.metadata.resourceVersion ?? '',
    ...(page.metadata.continue
      ? { continueToken: page.metadata.continue }
      : {}),
  };
}

/** Reads page after page. Rejects with `ClusterUnavailableError` for a list without end, as a server may have that lies. */
export async function readAllPages(
  cluster: string,
  read: (continueToken: string | undefined) => Promise<ObjectPage>,
): Promise<readonly ClusterObject[]> {
  const objects: ClusterObject[] = [];
  let continueToken: string | undefined;
  for (let pages = 0; pages < MOST_PAGES; pages += 1) {
    const page = await read(continueToken);
    objects.push(...page.objects);
    if (!page.continueToken) {
      return objects;
    }
    continueToken = page.continueToken;
  }
  throw new ClusterUnavailableError(cluster, {
    words: `A list of it goes on after ${MOST_PAGES} pages. Its API server, or something in between, does not answer as one should.`,
  });
}

/** `kubectl apply` keeps a copy of the data in an annotation, so that goes too. */
function withoutSecrets(object: ClusterObject): ClusterObject {
  if (object.kind !== 'Secret') {
    return object;
  }
  const { apiVersion, kind, metadata, type } = object;
  const annotations = Object.fromEntries(
    Object.entries(metadata.annotations ?? {}).filter(
      ([name]) => name !== 'kubectl.kubernetes.io/last-applied-configuration',
    ),
  );
  return { apiVersion, kind, metadata: { ...metadata, annotations }, type };
}
