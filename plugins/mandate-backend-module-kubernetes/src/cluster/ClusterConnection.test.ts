import type { Socket } from 'node:net';
import { startApiServer } from '../__testUtils__/startApiServer';
import { ClusterConnection } from './ClusterConnection';

/** A server that ends the connection, kept from the call before, under the next call. */
async function serverThatHangsUpOnce() {
  let calls = 0;
  const server = await startApiServer((request, response) => {
    calls += 1;
    if (calls === 2) {
      request.socket.destroy();
      return;
    }
    response.end('{}');
  });
  const connection = new ClusterConnection({
    name: 'test',
    source: { type: 'kubeconfig', path: server.kubeconfig },
  });
  await connection.call({ method: 'GET', path: '/first' });
  return { server, connection };
}

it.each([
  { method: 'GET', path: '/second' },
  { method: 'PATCH', path: '/second?fieldManager=mandate&dryRun=All' },
] as const)(
  'a $method of $path that a kept connection lost is sent again',
  async call => {
    const { server, connection } = await serverThatHangsUpOnce();
    expect(await connection.call(call)).toMatchObject({ status: 200 });
    expect(server.requests).toHaveLength(3);
    await server.stop();
  },
);

it('a write that a kept connection lost is not: nobody knows whether it had its effect', async () => {
  const { server, connection } = await serverThatHangsUpOnce();
  await expect(
    connection.call({ method: 'PATCH', path: '/second?fieldManager=mandate' }),
  ).rejects.toMatchObject({ name: 'ClusterUnavailableError' });
  expect(server.requests).toHaveLength(2);
  await server.stop();
});

it('200 calls, one after the other, open at most two connections', async () => {
  const sockets = new Set<Socket>();
  const server = await startApiServer((request, response) => {
    sockets.add(request.socket);
    response.end('{}');
  });
  const connection = new ClusterConnection({
    name: 'test',
    source: { type: 'kubeconfig', path: server.kubeconfig },
  });
  for (let number = 0; number < 200; number += 1) {
    await connection.call({ method: 'GET', path: `/${number}` });
  }
  expect(server.requests).toHaveLength(200);
  expect(sockets.size).toBeLessThanOrEqual(2);
  await server.stop();
});

it('a call that a busy server takes in no attempt says that it is busy', async () => {
  const server = await startApiServer((_, response) =>
    response.writeHead(429, { 'retry-after': '1' }).end(),
  );
  const connection = new ClusterConnection({
    name: 'test',
    source: { type: 'kubeconfig', path: server.kubeconfig },
  });
  await expect(
    connection.call({
      method: 'GET',
      path: '/version',
      signal: AbortSignal.timeout(300),
    }),
  ).rejects.toMatchObject({
    name: 'ClusterUnavailableError',
    words: expect.stringContaining('(429)'),
  });
  await server.stop();
});
