import type { ServerResponse } from 'node:http';
import { ClusterRefusedError } from '@mandate/plugin-mandate-node';
import {
  type ScriptedApiServer,
  startApiServer,
} from '../__testUtils__/startApiServer';
import { askService } from './askService';
import { ClusterRegistry } from './ClusterRegistry';

let server: ScriptedApiServer;
afterEach(() => server.stop());

async function ask(
  respond: (response: ServerResponse) => void,
  request: { readonly path?: string; readonly service?: string } = {},
) {
  server = await startApiServer((_, response) => respond(response));
  const registry = new ClusterRegistry([
    { name: 'test', source: { type: 'kubeconfig', path: server.kubeconfig } },
  ]);
  return askService(registry.get('test'), {
    namespace: 'shop',
    service: 'checkout',
    port: 'http',
    path: '/orders?limit=1',
    timeoutMs: 2_000,
    ...request,
  });
}

function status(code: number, message: string) {
  return (response: ServerResponse) => {
    response.statusCode = code;
    response.end(JSON.stringify({ kind: 'Status', apiVersion: 'v1', message }));
  };
}

it('whatever a Service answers is an answer', async () => {
  const answer = await ask(response => {
    response.statusCode = 500;
    response.end('<h1>sorry</h1>');
  });
  expect(answer).toEqual({
    type: 'answered',
    status: 500,
    body: '<h1>sorry</h1>',
  });
  expect(server.requests).toEqual([
    'GET /api/v1/namespaces/shop/services/checkout:http/proxy/orders?limit=1',
  ]);
});

it('a redirect is told, and not followed', async () => {
  const answer = await ask(response => {
    response.writeHead(302, { location: 'http://169.254.169.254/' }).end();
  });
  expect(answer).toEqual({ type: 'answered', status: 302, body: '' });
  expect(server.requests).toHaveLength(1);
});

it('of a long answer the first 64 KiB are read', async () => {
  const answer = await ask(response => {
    response.end('a'.repeat(1_000_000));
  });
  expect(answer).toMatchObject({ body: 'a'.repeat(65_536) });
});

it('what the API server says itself is no answer of the Service', async () => {
  expect(await ask(status(503, 'no endpoints available'))).toEqual({
    type: 'unreachable',
    words: 'no endpoints available',
  });
});

it('a right that is missing is a refusal', async () => {
  await expect(
    ask(status(403, 'cannot get resource "services/proxy"')),
  ).rejects.toThrow(ClusterRefusedError);
});

it.each([
  '/../../../secrets/db',
  '/%2e%2e/%2e%2e/pods',
  '/a/../../b',
  '//other.example/',
  '/a\\..\\..',
  '/a#b',
  '/a b',
  '/a%2fb',
  'a',
])('the path %j is not asked', async path => {
  await expect(ask(response => response.end(), { path })).rejects.toThrow(
    'no plain path',
  );
  expect(server.requests).toEqual([]);
});

it.each(['..', 'checkout:http/proxy/../../x', 'checkout/../secrets', ''])(
  'the Service %j is not asked',
  async service => {
    await expect(ask(response => response.end(), { service })).rejects.toThrow(
      'no plain path',
    );
    expect(server.requests).toEqual([]);
  },
);
