import {
  createServer,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from 'node:http';
import { request } from 'node:https';
import { buffer, text } from 'node:stream/consumers';
import { setTimeout as delay } from 'node:timers/promises';
import { portOf } from './ports';
import { UsedAccesses } from './UsedAccesses';

/** A call to something in a namespace of the cluster. */
export interface ClusterCall {
  readonly namespace: string;
  readonly method: string;
  /** Path without query. */
  readonly path: string;
  /** It asks what the effect would be, and for none. */
  readonly isDryRun: boolean;
}

/** A place at which nothing of a namespace goes through any more. */
export interface DoorStop {
  readonly namespace: string;
  readonly method: string;
  readonly path: string;
  /** Which of the calls with this method and path, from 1. */
  readonly occurrence: number;
  /** Before the call reaches the cluster, or before its answer comes back. */
  readonly side: 'before' | 'after';
}

/** Where the cluster is. */
export interface Upstream {
  readonly url: string;
  /** The certificate authority, PEM. */
  readonly ca: string;
  /** Its pods are simulated and answer nothing, so that the door answers what may be asked of its Services: 200. */
  readonly isSilent?: boolean;
}

/** What the API server would pass on to the pods of a Service. */
const ASKED_OF_SERVICE =
  /^\/api\/v1\/namespaces\/[^/]+\/services\/[^/]+\/proxy\//;
/** The API server says at once what is forbidden, and then waits for pods. */
const FORBIDDEN_WITHIN_MS = 1_000;
/** As authorization says it; what stands between the API server and pods may answer 403, too. */
const FORBIDDEN = /is forbidden: User/;

/**
 * The way from a portal to its cluster. It counts what went through, and stands still where a test says so: then the
 * portal waits between two things it does, for as long as the test needs to kill it right there.
 */
export class ClusterDoor {
  /** All writes that the cluster accepted, by namespace and path. */
  readonly effects: ClusterCall[] = [];
  /** What was asked for and the cluster forbade (403), as `GET /api/v1/nodes`, and how often. */
  readonly forbidden = new Map<string, number>();
  /** What was asked for and not forbidden. */
  readonly used = new UsedAccesses();
  readonly #upstream: Upstream;
  readonly #server: Server;
  readonly #counts = new Map<string, number>();
  readonly #stops = new Map<string, { stop: DoorStop; reached: () => void }>();
  readonly #stopped = new Set<string>();

  static async open(upstream: Upstream): Promise<ClusterDoor> {
    const door = new ClusterDoor(upstream);
    await new Promise<void>(done => {
      door.#server.listen(0, '127.0.0.1', done);
    });
    return door;
  }

  private constructor(upstream: Upstream) {
    this.#upstream = upstream;
    this.#server = createServer((incoming, outgoing) => {
      this.#pass(incoming, outgoing).catch(() => outgoing.destroy());
    });
  }

  get url(): string {
    return `http://127.0.0.1:${portOf(this.#server)}`;
  }

  /** Resolves when the namespace stands still at the stop. */
  stopAt(stop: DoorStop): Promise<void> {
    return new Promise(reached => {
      this.#stops.set(stop.namespace, { stop, reached });
    });
  }

  /** How many calls that ask for an effect have had this method and path. */
  countOf(method: string, path: string): number {
    return this.#counts.get(`${method} ${path}`) ?? 0;
  }

  /** Lets everything through again. What waits is lost, as its portal is. */
  letAllThrough(): void {
    this.#stops.clear();
    this.#stopped.clear();
    this.#server.closeAllConnections();
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise(done => {
      this.#server.close(done);
    });
  }

  async #pass(incoming: IncomingMessage, outgoing: ServerResponse) {
    const url = new URL(incoming.url ?? '/', this.#upstream.url);
    const body = await buffer(incoming);
    const call = callOf(incoming.method ?? 'GET', url);
    const occurrence = this.#count(call);
    if (this.#standsStill(call, occurrence, 'before')) {
      return;
    }
    if (this.#upstream.isSilent && ASKED_OF_SERVICE.test(url.pathname)) {
      await this.#answerForService(incoming, outgoing, { url, body });
      return;
    }
    const answer = await this.#send(incoming, outgoing, { url, body });
    const status = answer.statusCode ?? 500;
    if (call && isEffect(call) && status < 300) {
      this.effects.push(call);
    }
    this.#note(incoming, url, status);
    if (this.#standsStill(call, occurrence, 'after')) {
      answer.resume();
      return;
    }
    outgoing.writeHead(status, answer.headers);
    // Whoever watches gets the head of the answer long before the first event.
    outgoing.flushHeaders();
    answer.on('error', () => outgoing.destroy());
    answer.pipe(outgoing);
  }

  /** Answers in the place of pods that answer nothing, unless the cluster forbids to ask them. */
  async #answerForService(
    incoming: IncomingMessage,
    outgoing: ServerResponse,
    sent: { readonly url: URL; readonly body: Buffer },
  ) {
    const answer = await Promise.race([
      this.#send(incoming, outgoing, sent),
      delay(FORBIDDEN_WITHIN_MS, undefined),
    ]);
    const isForbidden =
      answer?.statusCode === 403 && FORBIDDEN.test(await text(answer));
    const status = isForbidden ? 403 : 200;
    this.#note(incoming, sent.url, status);
    outgoing.writeHead(status, { 'content-type': 'text/plain' }).end('ok');
  }

  #note({ method = 'GET' }: IncomingMessage, url: URL, status: number): void {
    if (status === 403) {
      const asked = `${method} ${url.pathname}`;
      this.forbidden.set(asked, (this.forbidden.get(asked) ?? 0) + 1);
    } else {
      this.used.add({ method, path: `${url.pathname}${url.search}`, status });
    }
  }

  #count(call: ClusterCall | undefined): number {
    const key = call && !call.isDryRun ? `${call.method} ${call.path}` : '';
    const occurrence = (this.#counts.get(key) ?? 0) + 1;
    this.#counts.set(key, occurrence);
    return occurrence;
  }

  /** Once a namespace has stopped, nothing of it goes through, whatever else its portal tries. */
  #standsStill(
    call: ClusterCall | undefined,
    occurrence: number,
    side: DoorStop['side'],
  ): boolean {
    if (!call) {
      return false;
    }
    const found = this.#stops.get(call.namespace);
    if (
      found?.stop.method === call.method &&
      found.stop.path === call.path &&
      found.stop.occurrence === occurrence &&
      found.stop.side === side &&
      !call.isDryRun
    ) {
      this.#stopped.add(call.namespace);
      found.reached();
    }
    return this.#stopped.has(call.namespace);
  }

  #send(
    incoming: IncomingMessage,
    outgoing: ServerResponse,
    { url, body }: { readonly url: URL; readonly body: Buffer },
  ): Promise<IncomingMessage> {
    const { host: _host, ...headers } = incoming.headers;
    return new Promise((resolve, reject) => {
      const sent = request(
        url,
        // A connection of its own: a cluster that is killed leaves none behind that looks alive.
        {
          method: incoming.method,
          headers,
          ca: this.#upstream.ca,
          agent: false,
        },
        resolve,
      );
      sent.on('error', reject);
      outgoing.on('close', () => sent.destroy());
      sent.end(body);
    });
  }
}

function callOf(method: string, url: URL): ClusterCall | undefined {
  const path = url.pathname;
  const [, namespace] = /\/namespaces\/([^/]+)/.exec(path) ?? [];
  const isDryRun = url.searchParams.has('dryRun');
  return namespace ? { namespace, method, path, isDryRun } : undefined;
}

function isEffect({ method, isDryRun }: ClusterCall): boolean {
  return method !== 'GET' && !isDryRun;
}
