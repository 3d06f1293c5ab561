import { randomUUID } from 'node:crypto';
import { chmod, mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { ConfigReader } from '@backstage/config';
import { startEmbeddedCluster } from '@mandate/embedded-cluster';
import {
  type ClusterView,
  clusterObjectSchema,
} from '@mandate/plugin-mandate-common';
import { parse, parseAllDocuments } from 'yaml';
import { z } from 'zod';
import {
  startTestCluster,
  type TestCluster,
} from '../__testUtils__/testCluster';
import { ClusterRegistry } from '../cluster/ClusterRegistry';
import { ClusterHealth } from '../clusters/ClusterHealth';
import { readConfiguration } from '../configuration/readConfiguration';

jest.setTimeout(60_000);

/** Takes the place of `mandate-system` in the shipped manifests: others may have applied them, too. */
const namespace = `own-${randomUUID().slice(0, 8)}`;

const kubeconfigSchema = z.object({
  clusters: z.array(
    z.object({
      cluster: z.object({
        server: z.string(),
        'certificate-authority-data': z.string(),
      }),
    }),
  ),
});
const tokenSchema = z.object({ status: z.object({ token: z.string() }) });

let cluster: TestCluster;
/** What a person copies out of a cluster to point the portal at it. */
let url: string;
let caData: string;
let token: string;

beforeAll(async () => {
  cluster = await startTestCluster();
  const [{ cluster: own }] = kubeconfigSchema.parse(
    parse(await readFile(cluster.kubeconfig, 'utf8')),
  ).clusters;
  url = own.server;
  caData = own['certificate-authority-data'];
  await applyShipped('service-account');
  const { body } = await cluster.registry.get('test').connection.call({
    method: 'POST',
    path: `/api/v1/namespaces/${namespace}/serviceaccounts/mandate/token`,
    body: {
      apiVersion: 'authentication.k8s.io/v1',
      kind: 'TokenRequest',
      spec: { expirationSeconds: 3_600 },
    },
  });
  token = tokenSchema.parse(body).status.token;
});
afterAll(async () => {
  const rbac = 'rbac.authorization.k8s.io/v1';
  for (const role of ['observer', 'executor', 'secret-check', 'rights']) {
    for (const kind of ['ClusterRoleBinding', 'ClusterRole']) {
      const name = `${namespace}-${role}`;
      await cluster.access.remove('test', { apiVersion: rbac, kind, name }, {});
    }
  }
  const own = { apiVersion: 'v1', kind: 'Namespace', name: namespace };
  await cluster.access.remove('test', own, {});
  await cluster.stop();
});

/** As `kubectl apply -f rbac/NAME.yaml`. */
async function applyShipped(name: string): Promise<void> {
  const path = join(__dirname, '../../rbac', `${name}.yaml`);
  const text = (await readFile(path, 'utf8'))
    .replaceAll('mandate-system', namespace)
    .replaceAll(/name: mandate-(?=\w)/g, `name: ${namespace}-`);
  for (const document of parseAllDocuments(text)) {
    const object = clusterObjectSchema.parse(document.toJS());
    await cluster.access.apply('test', object, {});
  }
}

async function file(content: string, mode = 0o600): Promise<string> {
  const path = join(await mkdtemp(join(tmpdir(), 'mandate-own-')), 'file');
  await writeFile(path, content);
  await chmod(path, mode);
  return path;
}

/** A kubeconfig for the cluster, with the user's part of it. */
function kubeconfig(user: object, ca = caData): Promise<string> {
  return file(
    JSON.stringify({
      'current-context': 'own',
      contexts: [{ name: 'own', context: { cluster: 'own', user: 'me' } }],
      clusters: [
        {
          name: 'own',
          cluster: { server: url, 'certificate-authority-data': ca },
        },
      ],
      users: [{ name: 'me', user }],
    }),
  );
}

/** How the clusters of a configuration are, as the page of clusters shows them. */
function healthOf(config: object): Promise<readonly ClusterView[]> {
  const { clusters } = readConfiguration(
    new ConfigReader(JSON.parse(JSON.stringify(config))),
  );
  return new ClusterHealth({
    registry: new ClusterRegistry(clusters),
    reflectors: () => [],
    isBreakable: async () => false,
    now: () => new Date(),
  }).list();
}

/** As Backstage's own Kubernetes plugin has it. */
function located(of: object): object {
  return {
    kubernetes: {
      clusterLocatorMethods: [
        {
          type: 'config',
          clusters: [
            { name: 'own', url, authProvider: 'serviceAccount', ...of },
          ],
        },
      ],
    },
  };
}

function exec(command: string): object {
  return {
    exec: { apiVersion: 'client.authentication.k8s.io/v1', command },
  };
}

/** How the cluster is once it allows what these roles give; an API server takes a moment to learn of a binding. */
async function healthWith(roles: readonly string[]): Promise<ClusterView> {
  const until = Date.now() + 60_000;
  for (;;) {
    const [view] = await healthOf(
      located({ serviceAccountToken: token, caData }),
    );
    const lacking = view.roles.filter(
      ({ role, missing }) => roles.includes(role) && missing.length > 0,
    );
    if (lacking.length === 0 || Date.now() > until) {
      expect(lacking).toEqual([]);
      return view;
    }
    await delay(100);
  }
}

describe('a cluster of your own', () => {
  it('whose account has no rights yet says which manifests give them, one after the other', async () => {
    const [bare] = await healthOf(
      located({ serviceAccountToken: token, caData }),
    );
    expect(bare).toMatchObject({
      name: 'own',
      status: 'limited',
      version: expect.stringMatching(/^v1\.\d+\./),
      latencyMs: expect.any(Number),
      fairness: expect.stringMatching(/present|absent/),
      words: expect.stringMatching(
        /Apply rbac\/observer\.yaml, rbac\/executor\.yaml from the Kubernetes module\. Optional: rbac\/secret-check\.yaml, rbac\/rights\.yaml, to /,
      ),
    });
    await applyShipped('observer');
    const seeing = await healthWith(['observer']);
    expect(seeing).toMatchObject({
      status: 'limited',
      words: expect.stringContaining('Apply rbac/executor.yaml from the'),
    });
    expect(
      seeing.roles.find(({ role }) => role === 'executor')?.missing,
    ).toContain('patch apps/deployments');
    await applyShipped('executor');
    expect(await healthWith(['observer', 'executor'])).toMatchObject({
      status: 'ready',
      words: expect.stringContaining('Optional: rbac/secret-check.yaml'),
    });
    const others = ['executor', 'secret-check', 'rights'];
    for (const role of others) {
      await applyShipped(role);
    }
    expect(await healthWith(['observer', ...others])).toMatchObject({
      status: 'ready',
      words: 'It answers, and grants all that is needed.',
    });
  });

  it('is reached in each way that a configuration can say', async () => {
    const script = `#!/bin/sh\necho '${JSON.stringify({
      apiVersion: 'client.authentication.k8s.io/v1',
      kind: 'ExecCredential',
      status: { token },
    })}'\n`;
    const ca = Buffer.from(caData, 'base64').toString('utf8');
    const ways: Readonly<Record<string, object>> = {
      'clusterLocatorMethods with caFile': located({
        serviceAccountToken: token,
        caFile: await file(ca),
      }),
      'clusterLocatorMethods that trusts everything': located({
        serviceAccountToken: token,
        skipTLSVerify: true,
      }),
      'a kubeconfig with a token': named(await kubeconfig({ token })),
      'a kubeconfig with a token file': named(
        await kubeconfig({ tokenFile: await file(`${token}\n`) }),
      ),
      'a kubeconfig with a credential program': named(
        await kubeconfig(exec(await file(script, 0o700))),
      ),
    };
    for (const [way, config] of Object.entries(ways)) {
      const [view] = await healthOf(config);
      expect({ way, status: view.status, words: view.words }).toMatchObject({
        way,
        status: expect.stringMatching(/ready|limited/),
      });
    }
  });

  it('that cannot be reached says why, and the others are shown all the same', async () => {
    const otherCa = await authorityOfAnother();
    const hanging = await file('#!/bin/sh\nsleep 600\n', 0o700);
    const views = await healthOf({
      mandate: {
        clusters: [
          { name: 'a-good', kubeconfig: await kubeconfig({ token }) },
          {
            name: 'b-authority',
            kubeconfig: await kubeconfig({ token }, otherCa),
          },
          {
            name: 'c-token',
            kubeconfig: await kubeconfig({ token: 'expired' }),
          },
          { name: 'd-program', kubeconfig: await kubeconfig(exec(hanging)) },
          { name: 'e-file', kubeconfig: '/nowhere/kubeconfig' },
        ],
      },
    });
    expect(views.map(({ status }) => status)).toEqual([
      expect.stringMatching(/ready|limited/),
      ...Array(4).fill('unreachable'),
    ]);
    const [, authority, expired, program, nowhere] = views.map(
      ({ words }) => words,
    );
    expect(authority).toContain('Check certificate-authority-data');
    expect(expired).toContain('renew the token or certificate');
    expect(program).toContain(`'${hanging}' gave nothing within 8 s`);
    expect(nowhere).toContain('/nowhere/kubeconfig is not there');
  });

  it("of Backstage's configuration with the certificate authority of another says what to correct there", async () => {
    const [view] = await healthOf(
      located({
        serviceAccountToken: token,
        caData: await authorityOfAnother(),
      }),
    );
    expect(view).toMatchObject({
      status: 'unreachable',
      words: expect.stringContaining(
        'caData in kubernetes.clusterLocatorMethods',
      ),
    });
  });
});

function named(path: string): object {
  return { mandate: { clusters: [{ name: 'own', kubeconfig: path }] } };
}

/** A certificate authority that signed nothing of this cluster. */
async function authorityOfAnother(): Promise<string> {
  const other = await startEmbeddedCluster({ host: '127.0.0.1' });
  const { ca } = other;
  await other.close();
  return Buffer.from(ca).toString('base64');
}
