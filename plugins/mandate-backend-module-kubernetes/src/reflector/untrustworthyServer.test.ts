import type { ServerResponse } from 'node:http';
import {
  type ScriptedApiServer,
  startApiServer,
} from '../__testUtils__/startApiServer';
import { ClusterConnection } from '../cluster/ClusterConnection';
import type { Clock } from './Clock';
import { HttpReflectorSource } from './HttpReflectorSource';
import { Reflector } from './Reflector';
import { identityProjection } from './testing/identityProjection';

jest.setTimeout(30_000);

/** Waits a hundredth of the time, so that back-offs are short. */
const hurriedClock: Clock = {
  now: () => Date.now(),
  sleep: (milliseconds, signal) =>
    new Promise(resolve => {
      const timer = setTimeout(resolve, milliseconds / 100);
      signal.addEventListener('abort', () => {
        clearTimeout(timer);
        resolve();
      });
    }),
};

function pod(name: string, resourceVersion: string): object {
  return { metadata: { namespace: 'a', name, uid: name, resourceVersion } };
}

const truth = [pod('one', '21'), pod('two', '22')];

/** What a server answers to a list and to a watch; a watch that is honest says how far it is, and stays open. */
interface Answers {
  readonly list: (response: ServerResponse) => void;
  readonly watch: (response: ServerResponse) => void;
}

const honest: Answers = {
  list: response =>
    response.end(
      JSON.stringify({ metadata: { resourceVersion: '22' }, items: truth }),
    ),
  watch: response => {
    const object = { metadata: { resourceVersion: '40' } };
    response.write(`${JSON.stringify({ type: 'BOOKMARK', object })}\n`);
  },
};

function events(...lines: readonly (object | string)[]): Answers['watch'] {
  return response => {
    for (const line of lines) {
      response.write(
        typeof line === 'string' ? line : `${JSON.stringify(line)}\n`,
      );
    }
    response.end();
  };
}

const lies: readonly [string, Partial<Answers>][] = [
  [
    'answers a web page to a list',
    { list: response => response.end('<!doctype html><title>Log in</title>') },
  ],
  [
    'answers a web page to a watch',
    { watch: events('<!doctype html>\n<title>Log in</title>\n') },
  ],
  [
    'lists without a resource version',
    { list: response => response.end('{"items":[]}') },
  ],
  [
    'cuts a list',
    {
      list: response => {
        response.writeHead(200, { 'content-length': '1000' });
        response.write('{"items":[', () => response.socket?.destroy());
      },
    },
  ],
  [
    'cuts a watch within an event',
    {
      watch: events(
        { type: 'ADDED', object: pod('three', '30') },
        '{"type":"ADD',
      ),
    },
  ],
  [
    'has versions that go back',
    {
      watch: events(
        { type: 'ADDED', object: pod('three', '30') },
        { type: 'ADDED', object: pod('lie', '7') },
        { type: 'ADDED', object: pod('worse', '31') },
      ),
    },
  ],
  [
    'sends events without a version',
    {
      watch: events({
        type: 'ADDED',
        object: { metadata: { namespace: 'a', name: 'lie', uid: 'lie' } },
      }),
    },
  ],
];

describe('a server that cannot be trusted', () => {
  let server: ScriptedApiServer;
  let reflector: Reflector<ReturnType<typeof identityProjection>>;
  afterEach(async () => {
    await reflector.stop();
    await server.stop();
  });

  it.each(lies)(
    'and %s is read anew until it tells the truth, which is all that is kept then',
    async (_, lie) => {
      let answered = 0;
      const script = { ...honest, ...lie };
      server = await startApiServer((request, response) => {
        const query = new URLSearchParams(request.url?.split('?')[1]);
        // Lists as streams are not what is tried here.
        if (query.has('sendInitialEvents')) {
          response.statusCode = 400;
          response.end('{}');
          return;
        }
        const kind = query.has('watch') ? 'watch' : 'list';
        const isLie = lie[kind] !== undefined && answered < 4;
        answered += isLie ? 1 : 0;
        (isLie ? script : honest)[kind](response);
      });
      const connection = new ClusterConnection({
        name: 'main',
        source: { type: 'kubeconfig', path: server.kubeconfig },
      });
      reflector = new Reflector({
        source: new HttpReflectorSource(
          connection,
          {},
          async () => '/api/v1/pods',
        ),
        project: identityProjection,
        clock: hurriedClock,
        random: () => 0.5,
        resyncMs: 60_000,
      });
      reflector.start();
      const kept = () => [...reflector.values()].map(({ name }) => name).sort();
      const until = Date.now() + 20_000;
      const isSettled = () =>
        answered === 4 &&
        reflector.status().type === 'synced' &&
        !kept().includes('lie');
      while (!isSettled() && Date.now() < until) {
        await new Promise(resolve => {
          setTimeout(resolve, 20);
        });
      }
      expect(reflector.status()).toMatchObject({ type: 'synced' });
      expect(answered).toBe(4);
      expect(kept()).not.toContain('lie');
      expect(kept()).not.toContain('worse');
      expect(kept()).toEqual(expect.arrayContaining(['one', 'two']));
    },
  );
});
