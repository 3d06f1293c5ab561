import type { ServerResponse } from 'node:http';
import {
  type ScriptedApiServer,
  startApiServer,
} from '../__testUtils__/startApiServer';
import { ClusterRegistry } from './ClusterRegistry';
import { readLog } from './readLog';

let server: ScriptedApiServer;
afterEach(() => server.stop());

async function logFrom(respond: (response: ServerResponse) => void) {
  server = await startApiServer((_, response) => respond(response));
  const registry = new ClusterRegistry([
    { name: 'test', source: { type: 'kubeconfig', path: server.kubeconfig } },
  ]);
  const pod = { namespace: 'shop', pod: 'checkout-1', container: 'main' };
  return readLog(registry.get('test'), pod, { lines: 500 });
}

it('gives the last lines', async () => {
  expect(await logFrom(response => response.end('one\ntwo\n'))).toEqual([
    'one',
    'two',
  ]);
  expect(server.requests).toEqual([
    'GET /api/v1/namespaces/shop/pods/checkout-1/log?container=main&tailLines=500&limitBytes=524288',
  ]);
});

it('a container that has not started has none', async () => {
  const log = logFrom(response => {
    response.statusCode = 204;
    response.end();
  });
  expect(await log).toEqual([]);
});

it('a refusal is told with its words', async () => {
  const log = logFrom(response => {
    response.statusCode = 400;
    response.end(JSON.stringify({ message: 'container is waiting' }));
  });
  await expect(log).rejects.toThrow('container is waiting');
});
