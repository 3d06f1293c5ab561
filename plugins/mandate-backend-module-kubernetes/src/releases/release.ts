import {
  type ClusterObject,
  clusterObjectSchema,
  ENTITY_LABEL,
  ENVIRONMENT_LABEL,
  RUN_ANNOTATION,
  type Target,
} from '@mandate/plugin-mandate-common';
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import canonicalize from 'canonicalize';
import { z } from 'zod';
import { entityLabel } from '../domain/entityLabel';
import { INTENT_ANNOTATION } from '../domain/intent';
import { ownedFields } from '../domain/managedFields';

/** Label on a release record: the workload it is of. */
export const RELEASE_LABEL = 'mandate.dev/release-of';
const DIGEST_ANNOTATION = 'mandate.dev/release-digest';
const DATA_KEY = 'release.json';
/** A ConfigMap may have 1 MiB. */
const LARGEST_RELEASE = 900_000;

const imageSchema = z.object({
  container: z.string(),
  image: z.string(),
  /** `sha256:…` of what really ran, when the cluster pulled it from a registry. */
  digest: z.string().optional(),
});

const releaseSchema = z.object({
  changeId: z.string(),
  images: z.array(imageSchema),
  objects: z.array(clusterObjectSchema),
});

/** All that a target ran with at a time: images by digest, settings, routes and everything else that Mandate applied. */
export type Release = z.infer<typeof releaseSchema>;
/** An image of a release. */
export type ReleaseImage = z.infer<typeof imageSchema>;

/** Settings that belong to the namespace and data that must not move are no part of a release. */
const NOT_RELEASED = ['PersistentVolumeClaim', 'ResourceQuota', 'LimitRange'];

/** The release that live objects make: the fields that Mandate applied to each. */
export function releaseOf(options: {
  readonly changeId: string;
  readonly images: readonly ReleaseImage[];
  readonly live: readonly ClusterObject[];
}): Release {
  const { changeId, images, live } = options;
  return {
    changeId,
    images: [...images],
    objects: live
      .filter(({ kind }) => !NOT_RELEASED.includes(kind))
      .map(ownedFields)
      .map(withoutBookkeeping),
  };
}

/** Name of the record of a change's release. */
export function releaseName(changeId: string): string {
  return `mandate-release-${changeId}`.toLowerCase();
}

/** The object that keeps a release; nothing when it is too large to be kept. */
export function releaseRecord(
  release: Release,
  target: Target,
): ClusterObject | undefined {
  const text = canonicalize(release) ?? '';
  if (text.length > LARGEST_RELEASE) {
    return undefined;
  }
  return {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: {
      name: releaseName(release.changeId),
      namespace: target.namespace,
      labels: {
        [RELEASE_LABEL]: target.workload.name,
        [ENTITY_LABEL]: entityLabel(target.entityRef),
        [ENVIRONMENT_LABEL]: target.environment,
      },
      annotations: { [DIGEST_ANNOTATION]: digestOf(text) },
    },
    immutable: true,
    data: { [DATA_KEY]: text },
  };
}

/** What a record keeps, or why it cannot be used. */
export function readRelease(
  record: ClusterObject,
):
  | { readonly type: 'release'; readonly release: Release }
  | { readonly type: 'spoilt'; readonly words: string } {
  const { name, annotations } = record.metadata;
  const data = z
    .object({ data: z.object({ [DATA_KEY]: z.string() }) })
    .safeParse(record);
  const text = data.data?.data[DATA_KEY];
  if (
    text === undefined ||
    annotations?.[DIGEST_ANNOTATION] !== digestOf(text)
  ) {
    return {
      type: 'spoilt',
      words: `The release record ${name} is not as it was written. Choose another release.`,
    };
  }
  const release = releaseSchema.safeParse(parsed(text));
  return release.success
    ? { type: 'release', release: release.data }
    : {
        type: 'spoilt',
        words: `The release record ${name} is of a kind that this version of Mandate cannot read.`,
      };
}

/** Selects the records of a target. */
export function releaseSelector(target: Target): string {
  return [
    `${RELEASE_LABEL}=${target.workload.name}`,
    `${ENTITY_LABEL}=${entityLabel(target.entityRef)}`,
    `${ENVIRONMENT_LABEL}=${target.environment}`,
  ].join(',');
}

/** Who wrote an object last, and what was intended, is told anew whenever it is applied. */
function withoutBookkeeping(object: ClusterObject): ClusterObject {
  const {
    [RUN_ANNOTATION]: _run,
    [INTENT_ANNOTATION]: _intent,
    ...annotations
  } = object.metadata.annotations ?? {};
  const { annotations: _all, ...metadata } = object.metadata;
  return {
    ...object,
    metadata: {
      ...metadata,
      name: object.metadata.name,
      ...(Object.keys(annotations).length > 0 ? { annotations } : {}),
    },
  };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function digestOf(text: string): string {
  return `sha256:${bytesToHex(sha256(utf8ToBytes(text)))}`;
}
