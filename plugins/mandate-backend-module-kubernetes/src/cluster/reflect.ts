import { setTimeout as delay } from 'node:timers/promises';
import type { ClusterObject } from '@mandate/plugin-mandate-common';
import type { ClusterEvent, ObjectQuery } from '@mandate/plugin-mandate-node';
import { z } from 'zod';
import type { ClusterConnection } from './ClusterConnection';
import { type ObjectPage, readObject } from './readObjects';

/** How long the server keeps one watch open; up to as much again is added, so that watches do not end all at once. */
const WATCH_SECONDS = 300;
/** How long a watch may last beyond that before we end it. */
const WATCH_GRACE_MS = 30_000;
const FIRST_BACKOFF_MS = 500;
const LONGEST_BACKOFF_MS = 30_000;

const lineSchema = z.object({
  type: z.enum(['ADDED', 'MODIFIED', 'DELETED', 'BOOKMARK', 'ERROR']),
  object: z.record(z.string(), z.unknown()),
});
const bookmarkSchema = z.object({
  metadata: z.object({ resourceVersion: z.string() }),
});
const eventTypes = {
  ADDED: 'added',
  MODIFIED: 'modified',
  DELETED: 'deleted',
} as const;

/** What a reflector needs. */
export interface Reflection {
  readonly connection: ClusterConnection;
  readonly collection: () => Promise<string>;
  readonly query: ObjectQuery;
  readonly page: (continueToken: string | undefined) => Promise<ObjectPage>;
  readonly onEvent: (event: ClusterEvent) => void;
  readonly signal: AbortSignal;
  /** 0 to 1, for jitter. */
  readonly random: () => number;
}

/** Why a watch ended: the server closed it in time, or the version is too old to go on from. */
type WatchEnd = 'closed' | 'expired';

/**
 * Lists, then watches from the list's version, until the signal aborts. Bookmarks keep the version fresh. "Too old"
 * comes as HTTP status 410 or as an ERROR event within a 200; both list again. Everything else that fails is tried
 * again after a back-off, which doubles up to half a minute and starts anew with each event.
 */
export async function reflect(reflection: Reflection): Promise<void> {
  const { signal, random } = reflection;
  const backOff = { failures: 0 };
  let version: string | undefined;
  while (!signal.aborted) {
    try {
      version ??= await relist(reflection);
      const watched = await watchFrom(reflection, version, () => {
        backOff.failures = 0;
      });
      version = watched.end === 'expired' ? undefined : watched.version;
    } catch {
      version = undefined;
      backOff.failures += 1;
      const backoffMs = Math.min(
        LONGEST_BACKOFF_MS,
        FIRST_BACKOFF_MS * 2 ** (backOff.failures - 1),
      );
      await delay(backoffMs * (0.5 + random() / 2), undefined, {
        signal,
      }).catch(() => undefined);
    }
  }
}

async function relist(reflection: Reflection): Promise<string> {
  const objects: ClusterObject[] = [];
  let page: ObjectPage | undefined;
  do {
    page = await reflection.page(page?.continueToken);
    objects.push(...page.objects);
  } while (page.continueToken);
  reflection.onEvent({ type: 'relisted', objects });
  return page.resourceVersion;
}

async function watchFrom(
  reflection: Reflection,
  from: string,
  onProgress: () => void,
): Promise<{ readonly end: WatchEnd; readonly version: string }> {
  const { connection, query, onEvent, signal, random } = reflection;
  const seconds = Math.round(WATCH_SECONDS * (1 + random()));
  const parameters = new URLSearchParams({
    watch: 'true',
    allowWatchBookmarks: 'true',
    resourceVersion: from,
    timeoutSeconds: `${seconds}`,
    ...(query.labelSelector ? { labelSelector: query.labelSelector } : {}),
    ...(query.fieldSelector ? { fieldSelector: query.fieldSelector } : {}),
  });
  let version = from;
  let end: WatchEnd = 'closed';
  const collection = await reflection.collection();
  const answer = await connection.stream(
    {
      path: `${collection}?${parameters}`,
      signal,
      timeoutMs: seconds * 1_000 + WATCH_GRACE_MS,
    },
    text => {
      const line = lineSchema.parse(JSON.parse(text));
      if (line.type === 'ERROR') {
        if (line.object.code !== 410) {
          throw new Error(`The watch failed: ${String(line.object.message)}`);
        }
        end = 'expired';
        return;
      }
      version = bookmarkSchema.parse(line.object).metadata.resourceVersion;
      onProgress();
      if (line.type !== 'BOOKMARK') {
        const { apiVersion, kind } = query;
        const object = readObject({ ...line.object, apiVersion, kind });
        onEvent({ type: eventTypes[line.type], object });
      }
    },
  );
  if (answer.status === 410) {
    return { end: 'expired', version };
  }
  if (answer.status !== 200) {
    throw new Error(`The watch was refused with status ${answer.status}.`);
  }
  return { end, version };
}
