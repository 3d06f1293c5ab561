import {
  type ClientRequest,
  type IncomingMessage,
  request as requestHttp,
} from 'node:http';
import { request as requestHttps } from 'node:https';
import { setTimeout as delay } from 'node:timers/promises';
import { ClusterUnavailableError } from '@mandate/plugin-mandate-node';
import { readLines, readStart, readText } from './answerText';
import { type ClusterAnswer, answerOf, retryAfterMs } from './clusterAnswer';
import type { ConfiguredCluster } from './clusterSource';
import { BusyTrouble, troubleWords } from './ConnectionTrouble';
import { CredentialLoader } from './credentials/CredentialLoader';

/** How long a call may take, retries included. */
const CALL_TIMEOUT_MS = 10_000;

/** A connection that was kept from an earlier call ended under this one. */
class LostConnectionError extends Error {}

/** One call to the API server. */
export interface ClusterCall {
  readonly method: 'GET' | 'PATCH' | 'POST' | 'PUT' | 'DELETE';
  /** Path with query, starting with `/`. */
  readonly path: string;
  readonly contentType?: string;
  readonly body?: unknown;
  readonly signal?: AbortSignal;
  /** Answer with a 429 at once instead of waiting: where it is no sign of a busy server, but the answer. */
  readonly returnsBusy?: boolean;
}

/** Called with each request's method, path with query, and status; for what watches what the module asks for. */
export type RequestListener = (
  call: Pick<ClusterCall, 'method' | 'path'> & { readonly status: number },
) => void;

/**
 * HTTP with one API server. Plain JSON, not the client library's models: those drop fields that they do not know, turn
 * times into dates, and cannot be aborted. Authentication and TLS are the library's.
 *
 * All methods reject with `ClusterUnavailableError` when there is no answer in time, or one of 500 and above: then it
 * is not known whether there was an effect.
 */
export class ClusterConnection {
  readonly name: string;
  private readonly loader: CredentialLoader;
  private lastBusy: Date | undefined;

  constructor(
    cluster: ConfiguredCluster,
    private readonly onRequest: RequestListener = () => {},
  ) {
    this.name = cluster.name;
    this.loader = new CredentialLoader(cluster);
  }

  /** When the server asked last to be left alone for a while (429). */
  get busyAt(): Date | undefined {
    return this.lastBusy;
  }

  /** Sends a call; when the server asks to slow down (429), waits as long as it says and sends it again. */
  async call(call: ClusterCall): Promise<ClusterAnswer> {
    const timeout = AbortSignal.timeout(CALL_TIMEOUT_MS);
    const signal = call.signal
      ? AbortSignal.any([call.signal, timeout])
      : timeout;
    const until = Date.now() + CALL_TIMEOUT_MS;
    return this.unavailableOnError(signal, async () => {
      for (;;) {
        const response = await this.sendAuthorized(call, signal);
        const text = await readText(response);
        const status = response.statusCode ?? 0;
        const waitMs = retryAfterMs(response);
        const isGivenUp = call.returnsBusy || Date.now() + waitMs >= until;
        if (status !== 429 || isGivenUp) {
          return answerOf(response, text);
        }
        this.lastBusy = new Date();
        await this.waitWhileBusy(waitMs, signal);
      }
    });
  }

  private async waitWhileBusy(
    waitMs: number,
    signal: AbortSignal,
  ): Promise<void> {
    try {
      await delay(waitMs, undefined, { signal });
    } catch (cause) {
      throw new BusyTrouble({ cause });
    }
  }

  /** The start of an answer as text, whatever its status and type: of what stands behind the API server. */
  async ask(options: {
    readonly path: string;
    readonly timeoutMs: number;
    readonly mostBytes: number;
  }): Promise<{ readonly status: number; readonly text: string }> {
    const signal = AbortSignal.timeout(options.timeoutMs);
    return this.unavailableOnError(signal, async () => {
      const call: ClusterCall = { method: 'GET', path: options.path };
      const response = await this.sendAuthorized(call, signal);
      const status = response.statusCode ?? 0;
      return { status, text: await readStart(response, options.mostBytes) };
    });
  }

  /** Reads lines until the server ends the answer. A status other than 200 is returned with its body, without lines. */
  async stream(
    options: {
      readonly path: string;
      readonly signal: AbortSignal;
      /** Ends the stream when the server does not. */
      readonly timeoutMs: number;
    },
    onLine: (line: string) => void,
  ): Promise<ClusterAnswer> {
    const signal = AbortSignal.any([
      options.signal,
      AbortSignal.timeout(options.timeoutMs),
    ]);
    return this.unavailableOnError(signal, async () => {
      const call: ClusterCall = { method: 'GET', path: options.path };
      const response = await this.sendAuthorized(call, signal);
      const status = response.statusCode ?? 0;
      if (status !== 200) {
        return answerOf(response, await readText(response));
      }
      await readLines(response, onLine);
      return { status, body: undefined };
    });
  }

  /** A refused credential may have been renewed meanwhile: it is read anew, once. */
  private async sendAuthorized(
    call: ClusterCall,
    signal: AbortSignal,
  ): Promise<IncomingMessage> {
    const response = await this.sendPersistently(call, signal);
    if (response.statusCode !== 401) {
      return response;
    }
    response.resume();
    this.loader.forget();
    return this.sendPersistently(call, signal);
  }

  /**
   * A server may end an idle connection at the moment it is used again. What changes nothing is then sent again; each
   * time with another connection, and in the end with a new one.
   */
  private async sendPersistently(
    call: ClusterCall,
    signal: AbortSignal,
  ): Promise<IncomingMessage> {
    for (;;) {
      try {
        return await this.send(call, signal);
      } catch (error) {
        if (!(error instanceof LostConnectionError) || !changesNothing(call)) {
          throw error;
        }
      }
    }
  }

  private async send(
    call: ClusterCall,
    signal: AbortSignal,
  ): Promise<IncomingMessage> {
    const { server, options } = await this.loader.credentials();
    const body =
      call.body === undefined ? undefined : JSON.stringify(call.body);
    const url = new URL(server.pathname.replace(/\/$/, '') + call.path, server);
    signal.throwIfAborted();
    const request = server.protocol === 'http:' ? requestHttp : requestHttps;
    return new Promise((resolve, reject) => {
      const sent: ClientRequest = request(
        url,
        {
          ...options,
          method: call.method,
          headers: {
            ...options.headers,
            Accept: 'application/json',
            ...(body === undefined
              ? {}
              : {
                  'Content-Type': call.contentType ?? 'application/json',
                  'Content-Length': Buffer.byteLength(body),
                }),
          },
        },
        response => {
          endOnAbort(response, signal);
          const { method, path } = call;
          this.onRequest({ method, path, status: response.statusCode ?? 0 });
          resolve(response);
        },
      );
      const abort = () => sent.destroy(asError(signal.reason));
      signal.addEventListener('abort', abort, { once: true });
      sent.on('response', () => signal.removeEventListener('abort', abort));
      sent.on('error', error => {
        signal.removeEventListener('abort', abort);
        reject(
          sent.reusedSocket && !signal.aborted
            ? new LostConnectionError(error.message, { cause: error })
            : error,
        );
      });
      sent.end(body);
    });
  }

  private async unavailableOnError<T>(
    signal: AbortSignal,
    work: () => Promise<T>,
  ): Promise<T> {
    try {
      return await work();
    } catch (error) {
      const cause =
        signal.aborted && !(error instanceof BusyTrouble)
          ? signal.reason
          : error;
      throw new ClusterUnavailableError(this.name, {
        cause,
        words: troubleWords(cause),
      });
    }
  }
}

/**
 * Not Node's own signal option: when it strikes between the end of an answer and the return of its connection, the
 * error comes out at a socket to which nobody listens, and ends the process.
 */
function endOnAbort(response: IncomingMessage, signal: AbortSignal): void {
  const end = () => response.destroy();
  response.on('error', () => {});
  response.on('close', () => signal.removeEventListener('abort', end));
  signal.addEventListener('abort', end, { once: true });
}

function asError(reason: unknown): Error {
  return reason instanceof Error ? reason : new Error(String(reason));
}

function changesNothing({ method, path }: ClusterCall): boolean {
  const [, query] = path.split('?', 2);
  return method === 'GET' || new URLSearchParams(query).has('dryRun');
}
