import type { ServerResponse } from 'node:http';
import {
  type ScriptedApiServer,
  startApiServer,
} from '../__testUtils__/startApiServer';
import { ClusterRegistry } from '../cluster/ClusterRegistry';
import { checkCluster } from './checkCluster';

const VERSION = JSON.stringify({ gitVersion: 'v1.36.0' });
const ALL_RIGHTS = JSON.stringify({
  status: {
    resourceRules: [{ verbs: ['*'], apiGroups: ['*'], resources: ['*'] }],
  },
});

let server: ScriptedApiServer;
afterEach(() => server.stop());

/** A cluster that answers so, and behind that as one that grants everything. */
async function clusterThat(first: (response: ServerResponse) => void) {
  let isFirst = true;
  server = await startApiServer(({ url }, response) => {
    if (isFirst) {
      isFirst = false;
      first(response);
    } else {
      response.end(url === '/version' ? VERSION : ALL_RIGHTS);
    }
  });
  return new ClusterRegistry([
    { name: 'one', source: { type: 'kubeconfig', path: server.kubeconfig } },
  ]).get('one');
}

const look = (
  cluster: Parameters<typeof checkCluster>[0],
  now: () => Date = () => new Date(),
) =>
  checkCluster(cluster, {
    reflectors: [],
    now,
    signal: AbortSignal.timeout(10_000),
  });

it('a cluster that refuses requests for their number is well, and it is said for half a minute', async () => {
  const cluster = await clusterThat(response =>
    response.writeHead(429, { 'retry-after': '0' }).end(),
  );
  expect(await look(cluster)).toMatchObject({
    status: 'ready',
    words: expect.stringContaining('too many (429)'),
  });
  const later = () => new Date(Date.now() + 30_000);
  expect((await look(cluster, later)).words).not.toContain('429');
});

it('a cluster that refuses requests until our time is over is told as busy, not as one that does not answer', async () => {
  server = await startApiServer((_, response) =>
    response.writeHead(429, { 'retry-after': '1' }).end(),
  );
  const cluster = new ClusterRegistry([
    { name: 'one', source: { type: 'kubeconfig', path: server.kubeconfig } },
  ]).get('one');
  const view = await checkCluster(cluster, {
    reflectors: [],
    now: () => new Date(),
    signal: AbortSignal.timeout(300),
  });
  expect(view).toMatchObject({
    status: 'limited',
    words: expect.stringContaining('too many (429)'),
    roles: [],
  });
});

it('a busy cluster that fails is told with what it says', async () => {
  let calls = 0;
  server = await startApiServer((_, response) => {
    calls += 1;
    response
      .writeHead(calls === 1 ? 429 : 500, { 'retry-after': '0' })
      .end('{"message":"etcd is slow"}');
  });
  const cluster = new ClusterRegistry([
    { name: 'one', source: { type: 'kubeconfig', path: server.kubeconfig } },
  ]).get('one');
  expect(await look(cluster)).toMatchObject({
    status: 'unreachable',
    words: expect.stringContaining('answered 500: etcd is slow.'),
  });
});

it('a cluster that fails is told with what it says, and the next look sees it well', async () => {
  const cluster = await clusterThat(response =>
    response.writeHead(500).end('{"message":"etcd is slow"}'),
  );
  expect(await look(cluster)).toMatchObject({
    status: 'unreachable',
    words: expect.stringContaining('answered 500: etcd is slow.'),
  });
  expect(await look(cluster)).toMatchObject({ status: 'ready' });
});
