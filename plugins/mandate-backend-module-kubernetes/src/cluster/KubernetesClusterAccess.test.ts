import type { IncomingMessage, ServerResponse } from 'node:http';
import { readFile, writeFile } from 'node:fs/promises';
import {
  kubeconfigOf,
  type ScriptedApiServer,
  startApiServer,
} from '../__testUtils__/startApiServer';
import { accessTo } from '../__testUtils__/testCluster';

type Script = (request: IncomingMessage, response: ServerResponse) => void;

const reference = {
  apiVersion: 'v1',
  kind: 'ConfigMap',
  namespace: 'shop',
  name: 'settings',
};
const pods = { apiVersion: 'v1', kind: 'Pod', namespace: 'shop' };

let server: ScriptedApiServer;

async function scripted(script: Script) {
  server = await startApiServer(script);
  return accessTo('test', server.kubeconfig);
}

afterEach(() => server.stop());

function answer(response: ServerResponse, status: number, body: unknown) {
  response.statusCode = status;
  response.end(JSON.stringify(body));
}

function pod(name: string, resourceVersion: string) {
  return { metadata: { name, namespace: 'shop', resourceVersion } };
}

describe('errors', () => {
  it('a missing object is undefined', async () => {
    const access = await scripted((_request, response) =>
      answer(response, 404, { kind: 'Status', reason: 'NotFound' }),
    );
    expect(await access.read('test', reference)).toBeUndefined();
  });

  it('a refusal carries status, reason and message', async () => {
    const access = await scripted((_request, response) =>
      answer(response, 403, { reason: 'Forbidden', message: 'no way' }),
    );
    await expect(access.read('test', reference)).rejects.toMatchObject({
      name: 'ClusterRefusedError',
      status: 403,
      reason: 'Forbidden',
      message: expect.stringContaining('no way'),
    });
  });

  it.each([500, 503, 504])(
    'after a %d nobody knows whether there was an effect',
    async status => {
      const access = await scripted((_request, response) =>
        answer(response, status, { reason: 'InternalError' }),
      );
      await expect(access.read('test', reference)).rejects.toMatchObject({
        name: 'ClusterUnavailableError',
        cluster: 'test',
      });
    },
  );

  it('a conflict of managers names them and their fields', async () => {
    const access = await scripted((_request, response) =>
      answer(response, 409, {
        reason: 'Conflict',
        message: 'Apply failed with 1 conflict',
        details: {
          causes: [
            {
              reason: 'FieldManagerConflict',
              message: 'conflict with "kubectl" using v1',
              field: '.data.a',
            },
          ],
        },
      }),
    );
    await expect(
      access.apply(
        'test',
        { apiVersion: 'v1', kind: 'ConfigMap', metadata: reference },
        {},
      ),
    ).rejects.toMatchObject({
      name: 'FieldConflictError',
      conflicts: [{ manager: 'kubectl', field: 'data.a' }],
    });
  });

  it('an unknown kind is refused without another request', async () => {
    const access = await scripted((_request, response) =>
      answer(response, 200, {}),
    );
    await expect(
      access.read('test', { ...reference, kind: 'Gadget' }),
    ).rejects.toMatchObject({ status: 404, reason: 'NotFound' });
    expect(server.requests).toEqual([]);
  });

  it('an unknown cluster names those that are configured', async () => {
    const access = await scripted(() => {});
    await expect(access.read('other', reference)).rejects.toThrow(
      "no cluster 'other'. Configured are: test",
    );
  });

  it('waits as long as the server says before it asks again', async () => {
    let asked = 0;
    const access = await scripted((_request, response) => {
      asked += 1;
      response.setHeader('Retry-After', '0');
      answer(response, asked === 1 ? 429 : 200, {
        ...reference,
        metadata: { name: 'settings' },
      });
    });
    expect((await access.read('test', reference))?.metadata.name).toBe(
      'settings',
    );
    expect(asked).toBe(2);
  });

  it('gives a wait up that is longer than a call may take', async () => {
    const access = await scripted((_request, response) => {
      response.setHeader('Retry-After', '60');
      answer(response, 429, { reason: 'TooManyRequests' });
    });
    await expect(access.read('test', reference)).rejects.toMatchObject({
      status: 429,
    });
  });
});

it('of a Secret only the metadata come out', async () => {
  const access = await scripted((_request, response) =>
    answer(response, 200, {
      apiVersion: 'v1',
      kind: 'Secret',
      type: 'Opaque',
      metadata: {
        name: 'settings',
        annotations: {
          'kubectl.kubernetes.io/last-applied-configuration': 'aHVudGVyMg==',
        },
      },
      data: { password: 'aHVudGVyMg==' },
      stringData: { password: 'hunter2' },
    }),
  );
  const secret = await access.read('test', { ...reference, kind: 'Secret' });
  expect(secret?.type).toBe('Opaque');
  expect(JSON.stringify(secret)).not.toMatch(/hunter2|aHVudGVyMg/);
});

it('a list reads all pages', async () => {
  const access = await scripted((request, response) => {
    const isFirst = !request.url?.includes('continue=');
    answer(response, 200, {
      metadata: isFirst ? { continue: 'more' } : {},
      items: [pod(isFirst ? 'one' : 'two', '1')],
    });
  });
  const objects = await access.list('test', { ...pods, labelSelector: 'a=b' });
  expect(objects.map(({ kind, metadata }) => [kind, metadata.name])).toEqual([
    ['Pod', 'one'],
    ['Pod', 'two'],
  ]);
  expect(server.requests).toEqual([
    'GET /api/v1/namespaces/shop/pods?limit=500&labelSelector=a%3Db',
    'GET /api/v1/namespaces/shop/pods?limit=500&labelSelector=a%3Db&continue=more',
  ]);
});

it('reads the kubeconfig again when it changes', async () => {
  const tokens: (string | undefined)[] = [];
  const access = await scripted((request, response) => {
    tokens.push(request.headers.authorization);
    answer(response, 404, {});
  });
  await access.read('test', reference);
  const { clusters } = JSON.parse(await readFile(server.kubeconfig, 'utf8'));
  const address = clusters[0].cluster.server;
  await writeFile(server.kubeconfig, kubeconfigOf(address, 'another'));
  await access.read('test', reference);
  expect(tokens).toEqual(['Bearer none', 'Bearer another']);
});
