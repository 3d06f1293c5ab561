import { chmod, mkdtemp, readFile, rename, writeFile } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startEmbeddedCluster } from '@mandate/embedded-cluster';
import { parse } from 'yaml';
import {
  type ScriptedApiServer,
  startApiServer,
} from '../__testUtils__/startApiServer';
import { accessTo } from '../__testUtils__/testCluster';
import { ClusterConnection } from './ClusterConnection';

jest.setTimeout(30_000);

interface KubeconfigParts {
  readonly cluster?: object;
  readonly user?: object;
}

async function fileWith(content: string, mode = 0o600): Promise<string> {
  const path = join(await mkdtemp(join(tmpdir(), 'mandate-bad-')), 'file');
  await writeFile(path, content);
  await chmod(path, mode);
  return path;
}

function kubeconfigWith({ cluster, user }: KubeconfigParts): Promise<string> {
  return fileWith(
    JSON.stringify({
      'current-context': 'main',
      contexts: [{ name: 'main', context: { cluster: 'c', user: 'u' } }],
      clusters: [{ name: 'c', cluster }],
      users: [{ name: 'u', user: user ?? {} }],
    }),
  );
}

function connectionOf(path: string) {
  return new ClusterConnection({
    name: 'main',
    source: { type: 'kubeconfig', path },
  });
}

async function wordsOf(path: string): Promise<string> {
  const call = connectionOf(path).call({ method: 'GET', path: '/version' });
  return call.then(
    ({ status }) => `answered ${status}`,
    (error: Error) => error.message,
  );
}

describe('a kubeconfig', () => {
  it.each<[string, string, string]>([
    ['that is no YAML', 'a: [b', 'is no YAML'],
    ['that is another file', '[1, 2]', "is not one at ''"],
    ['without contexts', '{}', "has no context ''. It has: none"],
  ])('%s is told by its path', async (_, content, words) => {
    const path = await fileWith(content);
    const told = await wordsOf(path);
    expect(told).toContain("Cluster 'main' does not answer");
    expect(told).toContain(path);
    expect(told).toContain(words);
  });

  it('that is not there is told by its path', async () => {
    expect(await wordsOf('/nowhere/kubeconfig')).toContain(
      'The file /nowhere/kubeconfig is not there',
    );
  });

  it('shows no token when it is broken', async () => {
    const path = await fileWith('users: [{name: u, user: {token: hunter2}]');
    expect(await wordsOf(path)).not.toContain('hunter2');
  });

  const server = 'https://127.0.0.1:9';
  it.each<[string, KubeconfigParts, string]>([
    ['no address', { cluster: { server: 'nonsense' } }, 'no http or https'],
    ['a closed port', { cluster: { server } }, 'Nothing listens'],
    [
      'a removed way to log in',
      { cluster: { server }, user: { 'auth-provider': { name: 'gcp' } } },
      "auth-provider 'gcp', which Kubernetes has removed",
    ],
    [
      'a certificate without key',
      { cluster: { server }, user: { 'client-certificate-data': 'YQ==' } },
      'a client certificate without its key',
    ],
    [
      'a certificate that is none',
      {
        cluster: { server },
        user: { 'client-certificate-data': 'YQ==', 'client-key-data': 'YQ==' },
      },
      'cannot be read. Check that they are PEM',
    ],
    [
      'a token file that is not there',
      { cluster: { server }, user: { tokenFile: '/nowhere/token' } },
      'The file of its token, /nowhere/token, cannot be read',
    ],
  ])('with %s is told so', async (_, parts, words) => {
    expect(await wordsOf(await kubeconfigWith(parts))).toContain(words);
  });
});

describe('a certificate', () => {
  it('of another authority is told so, whichever side does not trust', async () => {
    const cluster = await startEmbeddedCluster({ host: '127.0.0.1' });
    const other = await startEmbeddedCluster({ host: '127.0.0.1' });
    const right = parse(cluster.kubeconfig());
    const authority = (ca: string) => ({
      ...right.clusters[0].cluster,
      'certificate-authority-data': Buffer.from(ca).toString('base64'),
    });
    const user = right.users[0].user;
    expect(
      await wordsOf(
        await kubeconfigWith({ cluster: authority(other.ca), user }),
      ),
    ).toContain('Check certificate-authority-data');
    expect(
      await wordsOf(
        await kubeconfigWith({ cluster: authority(cluster.ca), user }),
      ),
    ).toBe('answered 200');
    await cluster.close();
    await other.close();
  });
});

describe('a credential program', () => {
  async function wordsOfProgram(script: string): Promise<string> {
    const command = await fileWith(`#!/bin/sh\n${script}\n`, 0o700);
    return wordsOf(
      await kubeconfigWith({
        cluster: { server: 'https://127.0.0.1:9' },
        user: {
          exec: { apiVersion: 'client.authentication.k8s.io/v1', command },
        },
      }),
    );
  }

  it.each([
    ['that hangs is ended', 'sleep 600 & sleep 600', 'gave nothing within 8 s'],
    ['that prints without end is ended', 'yes', 'printed more than'],
    ['that fails is told with its exit code', 'exit 7', 'exit code 7'],
    ['that prints something else', 'echo hunter2', 'printed no ExecCredential'],
  ])('%s', async (_, script, words) => {
    const told = await wordsOfProgram(script);
    expect(told).toContain(words);
    expect(told).not.toContain('hunter2');
  });

  it('that is not there is told with its own hint', async () => {
    const path = await kubeconfigWith({
      cluster: { server: 'https://127.0.0.1:9' },
      user: {
        exec: {
          apiVersion: 'client.authentication.k8s.io/v1beta1',
          command: '/nowhere/login',
          installHint: 'Get it from the cloud.',
        },
      },
    });
    expect(await wordsOf(path)).toContain(
      "program '/nowhere/login' cannot be run. Get it from the cloud.",
    );
  });
});

describe('a server', () => {
  let scripted: ScriptedApiServer;
  afterEach(() => scripted.stop());

  async function wordsOfServer(
    script: (request: IncomingMessage, response: ServerResponse) => void,
  ): Promise<string> {
    scripted = await startApiServer(script);
    return wordsOf(scripted.kubeconfig);
  }

  it.each<[string, (response: ServerResponse) => void, string]>([
    [
      'that answers a web page',
      response => response.end('<!doctype html><title>Log in</title>'),
      'answered a web page instead of data (status 200)',
    ],
    [
      'that answers no JSON',
      response => response.end('{"kind":'),
      'no JSON, or the answer was cut',
    ],
    [
      'that cuts the answer',
      response => {
        response.writeHead(200, { 'content-length': '100' });
        response.write('{"kind"', () => response.socket?.destroy());
      },
      'The connection was cut',
    ],
    [
      'that fails',
      response => {
        response.statusCode = 503;
        response.end('etcd is away');
      },
      'Its API server answered 503: etcd is away',
    ],
    [
      'that fails and says why as API servers do',
      response => {
        response.statusCode = 500;
        response.end('{"kind":"Status","message":"etcd is slow","code":500}');
      },
      'Its API server answered 500: etcd is slow. Mandate',
    ],
    [
      'that answers without end',
      response => {
        const more = () => {
          while (!response.destroyed && response.write('x'.repeat(1_000_000)));
        };
        response.on('drain', more);
        more();
      },
      'more than 64 MiB',
    ],
  ])('%s is told so', async (_, respond, words) => {
    expect(await wordsOfServer((__, response) => respond(response))).toContain(
      words,
    );
  });

  it('that refuses an expired token is asked with the one that the credential program gives then', async () => {
    const counter = await fileWith('');
    const command = await fileWith(
      [
        '#!/bin/sh',
        `echo x >> ${counter}`,
        `count=$(wc -l < ${counter})`,
        `echo "{\\"apiVersion\\":\\"client.authentication.k8s.io/v1\\",\\"kind\\":\\"ExecCredential\\",\\"status\\":{\\"token\\":\\"t$count\\"}}"`,
      ].join('\n'),
      0o700,
    );
    let valid = 'Bearer t1';
    scripted = await startApiServer((request, response) => {
      response.statusCode = request.headers.authorization === valid ? 200 : 401;
      response.end('{}');
    });
    const address = parse(await readFile(scripted.kubeconfig, 'utf8'))
      .clusters[0].cluster.server;
    const connection = connectionOf(
      await kubeconfigWith({
        cluster: { server: address },
        user: {
          exec: {
            apiVersion: 'client.authentication.k8s.io/v1',
            interactiveMode: 'Never',
            command,
          },
        },
      }),
    );
    const version = () => connection.call({ method: 'GET', path: '/version' });
    expect((await version()).status).toBe(200);
    valid = 'Bearer t2';
    expect((await version()).status).toBe(200);
    // A token that stays refused is asked for once a request, not again and again.
    valid = 'Bearer none';
    expect((await version()).status).toBe(401);
    expect((await readFile(counter, 'utf8')).trim().split('\n')).toHaveLength(
      3,
    );
  });

  it('that refuses an expired token for good says who it does not know', async () => {
    scripted = await startApiServer((_, response) => {
      response.statusCode = 401;
      response.end(
        JSON.stringify({
          kind: 'Status',
          code: 401,
          reason: 'Unauthorized',
          message: 'Unauthorized',
        }),
      );
    });
    const access = accessTo('main', scripted.kubeconfig);
    await expect(
      access.list('main', { apiVersion: 'v1', kind: 'Pod', namespace: 'a' }),
    ).rejects.toThrow(/expired|log in|credential/i);
  });

  it('that refuses a token gets the one that has replaced it in the file', async () => {
    const tokens: (string | undefined)[] = [];
    const tokenFile = await fileWith('old\n');
    scripted = await startApiServer((request, response) => {
      tokens.push(request.headers.authorization);
      response.statusCode =
        request.headers.authorization === 'Bearer new' ? 200 : 401;
      response.end('{}');
    });
    const address = parse(await readFile(scripted.kubeconfig, 'utf8'))
      .clusters[0].cluster.server;
    const connection = connectionOf(
      await kubeconfigWith({
        cluster: { server: address },
        user: { tokenFile },
      }),
    );
    const version = () => connection.call({ method: 'GET', path: '/version' });
    expect((await version()).status).toBe(401);
    // Kubernetes replaces a mounted token as a whole.
    await rename(await fileWith('new\n'), tokenFile);
    expect((await version()).status).toBe(200);
    expect(new Set(tokens)).toEqual(new Set(['Bearer old', 'Bearer new']));
  });
});
