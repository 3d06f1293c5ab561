import { ApiError, expired } from '../api/ApiError';
import { ObjectApi } from '../api/ObjectApi';
import { FaultPlan } from '../faults/faultPlan';
import { KubernetesObject } from '../model/KubernetesObject';
import { apiVersionOf } from '../resources/ResourceType';
import { Predicate } from '../resources/selectors';
import { StoreEvent } from '../storage/Shelf';
import { Representation } from './represent';
import { Request, Target } from './Request';
import { selectObjects } from './selectObjects';

const BOOKMARK_INTERVAL_MS = 60_000;
const LONGEST_WATCH_S = 3_600;
/** A client that reads this much too slowly is cut off; it can resume. */
const MOST_UNREAD_BYTES = 32 * 1024 * 1024;

/**
 * Streams changes. Without a revision, or with `0`, existing objects come first as additions; with one, the changes since then.
 * An expired revision is an `ERROR` event with code 410 in a response with status 200, as on a real server.
 */
export function handleWatch(
  objects: ObjectApi,
  request: Request,
  target: Target,
  represent: Representation,
  broken: FaultPlan,
): void {
  const { response, query } = request;
  const { type, namespace } = target;
  const isWanted = watchedObjects(target, selectObjects(type, query));
  const plan = planOf(query);
  const bookmarks = query.get('allowWatchBookmarks') === 'true';
  const start = plan.initialEvents ? objects.store.revision : plan.revision;
  const isForgotten = broken.expiredWatches && !plan.initialEvents;
  const missed = isForgotten
    ? undefined
    : objects.store.eventsSince(type, start);

  response.writeHead(200, {
    'content-type': 'application/json',
    'cache-control': 'no-cache, private',
    'transfer-encoding': 'chunked',
  });
  response.flushHeaders();
  if (!missed) {
    const error = expired(
      `too old resource version: ${start} (${objects.store.revision})`,
    );
    response.end(
      `${JSON.stringify({ type: 'ERROR', object: error.toStatus() })}\n`,
    );
    return;
  }
  if (plan.initialEvents) {
    for (const object of objects.list(type, namespace || undefined)) {
      if (isWanted(object)) {
        send('ADDED', object);
      }
    }
    if (plan.marksInitialEnd) {
      sendBookmark({ 'k8s.io/initial-events-end': 'true' });
    }
  }
  missed.forEach(sendChange);
  const unsubscribe = objects.store.subscribe(event => {
    if (event.resource === type) {
      sendChange(event);
    }
  });
  const bookmarking = setInterval(
    () => bookmarks && sendBookmark(),
    BOOKMARK_INTERVAL_MS,
  );
  const ending = setTimeout(() => {
    if (bookmarks) {
      sendBookmark();
    }
    response.end();
  }, plan.timeoutMs);
  const cutting =
    broken.watchMs === undefined
      ? undefined
      : setTimeout(() => response.destroy(), broken.watchMs);
  bookmarking.unref();
  ending.unref();
  response.on('close', () => {
    unsubscribe();
    clearInterval(bookmarking);
    clearTimeout(ending);
    clearTimeout(cutting);
  });

  function sendChange(event: StoreEvent): void {
    if (namespace && event.object.metadata.namespace !== namespace) {
      return;
    }
    const isNow = event.type !== 'DELETED' && isWanted(event.object);
    const was = event.previous !== undefined && isWanted(event.previous);
    if (isNow) {
      send(was ? 'MODIFIED' : 'ADDED', event.object);
    } else if (was) {
      send('DELETED', event.object);
    }
  }

  function send(change: StoreEvent['type'], object: KubernetesObject): void {
    write({ type: change, object: represent.event(object) });
  }

  function sendBookmark(annotations?: Record<string, string>): void {
    write({
      type: 'BOOKMARK',
      object: represent.bookmark({
        kind: type.kind,
        apiVersion: apiVersionOf(type),
        metadata: {
          resourceVersion: String(objects.store.revision),
          creationTimestamp: null,
          ...(annotations && { annotations }),
        },
      }),
    });
  }

  function write(event: { type: string; object: object }): void {
    if (response.writableLength > MOST_UNREAD_BYTES) {
      response.destroy();
    } else if (!response.writableEnded) {
      if (response.writableCorked === 0) {
        // a burst of changes leaves as one piece, not as a packet each
        response.cork();
        setImmediate(() => response.uncork());
      }
      response.write(lineOf(event.type, event.object));
    }
  }
}

/** One change goes to all watches in turn, so the line of the last object is what the next one needs. */
let lastLine: {
  readonly type: string;
  readonly object: object;
  readonly line: Buffer;
} = { type: '', object: {}, line: Buffer.alloc(0) };

function lineOf(type: string, object: object): Buffer {
  if (lastLine.object !== object || lastLine.type !== type) {
    const text = `{"type":"${type}","object":${JSON.stringify(object)}}\n`;
    lastLine = { type, object, line: Buffer.from(text) };
  }
  return lastLine.line;
}

interface WatchPlan {
  readonly initialEvents: boolean;
  readonly marksInitialEnd: boolean;
  readonly revision: number;
  readonly timeoutMs: number;
}

function planOf(query: URLSearchParams): WatchPlan {
  const revision = query.get('resourceVersion') || '0';
  if (!/^\d+$/.test(revision)) {
    throw new ApiError(
      400,
      'BadRequest',
      `Invalid value: "${revision}": resourceVersion must be a number`,
    );
  }
  const asked = query.get('sendInitialEvents');
  if (asked !== null && query.get('resourceVersionMatch') !== 'NotOlderThan') {
    throw new ApiError(
      422,
      'Invalid',
      'ListOptions.meta.k8s.io "" is invalid: resourceVersionMatch: Forbidden: sendInitialEvents requires setting resourceVersionMatch to NotOlderThan',
    );
  }
  const seconds = Number(query.get('timeoutSeconds') || LONGEST_WATCH_S);
  return {
    initialEvents: asked === null ? revision === '0' : asked === 'true',
    marksInitialEnd:
      asked === 'true' && query.get('allowWatchBookmarks') === 'true',
    revision: Number(revision),
    timeoutMs: Math.min(seconds, LONGEST_WATCH_S) * 1_000,
  };
}

function watchedObjects({ name }: Target, isSelected: Predicate): Predicate {
  return object =>
    (!name || object.metadata.name === name) && isSelected(object);
}
