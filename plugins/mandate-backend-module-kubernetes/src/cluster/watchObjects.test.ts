import type { IncomingMessage, ServerResponse } from 'node:http';
import type { ClusterEvent } from '@mandate/plugin-mandate-node';
import {
  type ScriptedApiServer,
  startApiServer,
} from '../__testUtils__/startApiServer';
import { accessTo } from '../__testUtils__/testCluster';

type Script = (request: IncomingMessage, response: ServerResponse) => void;

let server: ScriptedApiServer;
afterEach(() => server.stop());

function answer(response: ServerResponse, status: number, body: unknown) {
  response.statusCode = status;
  response.end(JSON.stringify(body));
}

function pod(name: string, resourceVersion: string) {
  return { metadata: { name, namespace: 'shop', resourceVersion } };
}

function lines(...events: readonly unknown[]): Script {
  return (_request, response) =>
    response.end(events.map(event => `${JSON.stringify(event)}\n`).join(''));
}

function bookmark(resourceVersion: string, isEnd = false) {
  const annotations = { 'k8s.io/initial-events-end': 'true' };
  return {
    type: 'BOOKMARK',
    object: {
      metadata: { resourceVersion, ...(isEnd ? { annotations } : {}) },
    },
  };
}

/** Runs a watch until it said `count` things; the server's lists are empty and of version 100, 200, … */
async function watched(options: {
  readonly count: number;
  readonly streams?: readonly Script[];
  readonly watches?: readonly Script[];
}): Promise<readonly ClusterEvent[]> {
  const { count, streams, watches = [] } = options;
  const taken = { lists: 0, streams: 0, watches: 0 };
  server = await startApiServer((request, response) => {
    if (request.url?.includes('sendInitialEvents')) {
      taken.streams += 1;
      const script = streams?.[taken.streams - 1];
      return script ? script(request, response) : answer(response, 422, {});
    }
    if (request.url?.includes('watch=true')) {
      taken.watches += 1;
      return watches[taken.watches - 1]?.(request, response);
    }
    taken.lists += 1;
    return answer(response, 200, {
      metadata: { resourceVersion: `${taken.lists}00` },
      items: [],
    });
  });
  const events: ClusterEvent[] = [];
  const stop = new AbortController();
  await accessTo('test', server.kubeconfig).watch(
    'test',
    { apiVersion: 'v1', kind: 'Pod', namespace: 'shop' },
    event => {
      events.push(event);
      if (events.length === count) {
        stop.abort();
      }
    },
    stop.signal,
  );
  return events;
}

function typesOf(events: readonly ClusterEvent[]) {
  return events.map(({ type }) => type);
}

function versionsAsked(): readonly (string | null)[] {
  return server.requests
    .filter(request => request.includes('watch=true'))
    .map(request => new URLSearchParams(request.split('?')[1]))
    .filter(parameters => !parameters.has('sendInitialEvents'))
    .map(parameters => parameters.get('resourceVersion'));
}

it('takes the initial objects from a stream when the server has it', async () => {
  const events = await watched({
    count: 2,
    streams: [
      lines(
        { type: 'ADDED', object: pod('one', '7') },
        { type: 'ADDED', object: pod('two', '3') },
        { type: 'DELETED', object: pod('two', '8') },
        bookmark('9', true),
        { type: 'MODIFIED', object: pod('one', '10') },
      ),
    ],
  });
  expect(events).toMatchObject([
    { type: 'relisted', objects: [{ metadata: { name: 'one' } }] },
    { type: 'modified', object: { kind: 'Pod', metadata: { name: 'one' } } },
  ]);
  expect(server.requests).toHaveLength(1);
});

it('lists by pages when a stream ends before all objects were sent, twice', async () => {
  const cut = lines({ type: 'ADDED', object: pod('one', '7') });
  const events = await watched({ count: 1, streams: [cut, cut, cut] });
  expect(events).toEqual([{ type: 'relisted', objects: [] }]);
  expect(server.requests).toHaveLength(3);
});

it('goes on behind the last event or bookmark when the server ends it', async () => {
  const events = await watched({
    count: 3,
    watches: [
      lines({ type: 'ADDED', object: pod('one', '101') }, bookmark('150')),
      lines({ type: 'DELETED', object: pod('one', '151') }),
    ],
  });
  expect(typesOf(events)).toEqual(['relisted', 'added', 'deleted']);
  expect(versionsAsked()).toEqual(['100', '150']);
  expect(server.requests[2]).toMatch(
    /allowWatchBookmarks=true.*timeoutSeconds=[3-6]\d\d/,
  );
});

it.each<[string, Script]>([
  [
    'an ERROR event',
    lines({ type: 'ERROR', object: { code: 410, message: 'too old' } }),
  ],
  ['a status', (_request, response) => answer(response, 410, {})],
])(
  'lists again when the version is too old, said by %s',
  async (_name, expired) => {
    const events = await watched({ count: 2, watches: [expired, lines()] });
    expect(typesOf(events)).toEqual(['relisted', 'relisted']);
  },
);

it.each<[string, Script]>([
  ['a broken line', (_request, response) => response.end('{"type":')],
  ['a cut connection', request => request.socket.destroy()],
])('goes on from the same version after %s', async (_name, broken) => {
  const events = await watched({
    count: 2,
    watches: [broken, lines({ type: 'ADDED', object: pod('one', '101') })],
  });
  expect(typesOf(events)).toEqual(['relisted', 'added']);
  expect(versionsAsked()).toEqual(['100', '100']);
});

it.each<[string, Script]>([
  ['a refusal', (_request, response) => answer(response, 403, {})],
  [
    'an ERROR event of another kind',
    lines({ type: 'ERROR', object: { code: 504, message: 'Too large' } }),
  ],
  [
    'a version that goes back',
    lines({ type: 'MODIFIED', object: pod('one', '99') }),
  ],
  [
    'an object without a version',
    lines({ type: 'MODIFIED', object: { metadata: { name: 'one' } } }),
  ],
  ['a line that is no event', lines(['ADDED'])],
])('lists again after %s', async (_name, broken) => {
  const events = await watched({ count: 2, watches: [broken] });
  expect(typesOf(events)).toEqual(['relisted', 'relisted']);
});

it('an object that cannot be read does not keep the others from being told', async () => {
  const events = await watched({
    count: 2,
    watches: [
      lines(
        { type: 'ADDED', object: 'nonsense' },
        {
          type: 'ADDED',
          object: {
            metadata: { name: 'x', resourceVersion: '101', labels: 'nonsense' },
          },
        },
        { type: 'ADDED', object: pod('one', '102') },
      ),
    ],
  });
  expect(events[1]).toMatchObject({ object: { metadata: { name: 'one' } } });
});
