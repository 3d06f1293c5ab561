import {
  ClusterRefusedError,
  ClusterUnavailableError,
  fieldsAt,
  isFields,
  type ObjectQuery,
  textAt,
} from '@mandate/plugin-mandate-node';
import type { ClusterAnswer } from '../cluster/clusterAnswer';
import type { ClusterConnection } from '../cluster/ClusterConnection';
import { refusal } from '../cluster/refusal';
import type {
  ReflectorSource,
  SourceFailure,
  SourcePage,
  WatchLine,
  WatchRequest,
} from './ReflectorSource';

/** How long a watch may last beyond what was asked, before we end it. */
const WATCH_GRACE_MS = 30_000;
const LONGEST_SILENCE_MS = 180_000;
const INITIAL_END = 'k8s.io/initial-events-end';

/** A line that stops the watch. */
class WatchStopped extends Error {
  constructor(readonly failure: SourceFailure) {
    super('The watch was stopped.');
  }
}

/**
 * A server that sends bookmarks sends one a minute. When it says nothing for much longer, the connection is dead,
 * although nobody has ended it.
 */
class Silence {
  private readonly controller = new AbortController();
  private timer: ReturnType<typeof setTimeout> | undefined;
  readonly signal = this.controller.signal;

  heard(isBookmark: boolean): void {
    if (this.timer) {
      this.timer.refresh();
    } else if (isBookmark) {
      this.timer = setTimeout(
        () => this.controller.abort(new DOMException('', 'TimeoutError')),
        LONGEST_SILENCE_MS,
      );
      this.timer.unref();
    }
  }

  end(): void {
    clearTimeout(this.timer);
  }
}

/** Reads one collection over HTTP. */
export class HttpReflectorSource implements ReflectorSource {
  constructor(
    private readonly connection: ClusterConnection,
    private readonly query: Pick<
      ObjectQuery,
      'labelSelector' | 'fieldSelector'
    >,
    /** Path of the collection. */
    private readonly collection: () => Promise<string>,
  ) {}

  async page(request: {
    readonly limit: number;
    readonly continueToken?: string;
    readonly signal: AbortSignal;
  }): Promise<SourcePage | SourceFailure> {
    const { limit, continueToken, signal } = request;
    return this.orFailure<SourcePage | SourceFailure>(signal, async () => {
      const answer = await this.connection.call({
        method: 'GET',
        path: await this.path({
          limit: `${limit}`,
          ...(continueToken ? { continue: continueToken } : {}),
        }),
        signal,
      });
      return answer.status === 200 ? pageOf(answer.body) : this.refused(answer);
    });
  }

  async watch(
    request: WatchRequest,
    onLine: (line: WatchLine) => void,
  ): Promise<{ readonly type: 'closed' } | SourceFailure> {
    const { from, seconds, signal } = request;
    const silence = new Silence();
    const outcome = await this.orFailure<{ type: 'closed' } | SourceFailure>(
      signal,
      async () => {
        const path = await this.path({
          watch: 'true',
          allowWatchBookmarks: 'true',
          timeoutSeconds: `${seconds}`,
          ...(from === undefined
            ? {
                sendInitialEvents: 'true',
                resourceVersionMatch: 'NotOlderThan',
              }
            : { resourceVersion: from }),
        });
        const answer = await this.connection.stream(
          {
            path,
            signal: AbortSignal.any([signal, silence.signal]),
            timeoutMs: seconds * 1_000 + WATCH_GRACE_MS,
          },
          text => {
            const line = readLine(text);
            silence.heard(line.type === 'bookmark');
            onLine(line);
          },
        );
        if (answer.status === 200) {
          return { type: 'closed' };
        }
        return from === undefined && [400, 422].includes(answer.status)
          ? { type: 'unsupported', words: 'The server streams no lists.' }
          : this.refused(answer);
      },
    );
    silence.end();
    return outcome;
  }

  private async path(parameters: Record<string, string>): Promise<string> {
    const { labelSelector, fieldSelector } = this.query;
    const query = new URLSearchParams({
      ...parameters,
      ...(labelSelector ? { labelSelector } : {}),
      ...(fieldSelector ? { fieldSelector } : {}),
    });
    return `${await this.collection()}?${query}`;
  }

  private refused(answer: ClusterAnswer): SourceFailure {
    return answer.status === 410
      ? { type: 'expired' }
      : {
          type: 'failed',
          words: refusal(this.connection.name, answer).message,
          distrust: true,
          ...(answer.retryAfterMs === undefined
            ? {}
            : { retryAfterMs: answer.retryAfterMs, distrust: false }),
        };
  }

  private async orFailure<T>(
    signal: AbortSignal,
    work: () => Promise<T>,
  ): Promise<T | SourceFailure> {
    try {
      return await work();
    } catch (error) {
      return failureOf(error, signal);
    }
  }
}

function failureOf(error: unknown, signal: AbortSignal): SourceFailure {
  const stopped =
    error instanceof ClusterUnavailableError ? error.cause : error;
  if (stopped instanceof WatchStopped) {
    return stopped.failure;
  }
  const isKnown =
    error instanceof ClusterUnavailableError ||
    error instanceof ClusterRefusedError;
  return {
    type: 'failed',
    words: isKnown ? error.message : 'The answer of the server cannot be read.',
    // What a cut stream said until then was true.
    distrust: !(error instanceof ClusterUnavailableError) && !signal.aborted,
  };
}

function pageOf(body: unknown): SourcePage | SourceFailure {
  const items = isFields(body) ? body.items ?? [] : undefined;
  if (!Array.isArray(items)) {
    return {
      type: 'failed',
      words: 'The server answered something that is no list.',
      distrust: true,
    };
  }
  const metadata = fieldsAt(body, 'metadata');
  const continueToken = textAt(metadata, 'continue');
  return {
    type: 'page',
    items,
    version: textAt(metadata, 'resourceVersion') ?? '',
    ...(continueToken ? { continueToken } : {}),
  };
}

/** Plain checks instead of a schema: this runs for every object of a large cluster. */
function readLine(text: string): WatchLine {
  const { type, object } = parseLine(text);
  switch (type) {
    case 'ADDED':
    case 'MODIFIED':
      return { type: 'put', object };
    case 'DELETED':
      return { type: 'removed', object };
    case 'BOOKMARK': {
      const version = textAt(object, 'metadata', 'resourceVersion') ?? '';
      const isEnd =
        textAt(object, 'metadata', 'annotations', INITIAL_END) === 'true';
      return { type: isEnd ? 'initial-end' : 'bookmark', version };
    }
    default:
      throw new WatchStopped(errorLine(type, object));
  }
}

function parseLine(text: string): { type?: unknown; object?: unknown } {
  try {
    const line: unknown = JSON.parse(text);
    return isFields(line) ? line : {};
  } catch {
    throw new WatchStopped({
      type: 'failed',
      words: 'The server cut a watch within a line, or sent no JSON.',
      distrust: false,
    });
  }
}

function errorLine(type: unknown, object: unknown): SourceFailure {
  const status = fieldsAt(object);
  if (type === 'ERROR' && status.code === 410) {
    return { type: 'expired' };
  }
  return {
    type: 'failed',
    words:
      type === 'ERROR'
        ? `The watch failed: ${String(status.message).slice(0, 300)}`
        : 'The server sent a line that is no watch event.',
    distrust: true,
  };
}
