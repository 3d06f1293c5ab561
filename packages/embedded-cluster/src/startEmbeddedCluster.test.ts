import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runContractCase } from './contract/runContractCase';
import { deployment, RequestStep } from './contract/ContractCase';
import { FAST_TIMING } from './simulation/SimulationTiming';
import { EmbeddedCluster, startEmbeddedCluster } from './startEmbeddedCluster';

jest.setTimeout(30_000);

const MERGE = 'application/merge-patch+json';
const DEPLOYMENT = '/apis/apps/v1/namespaces/default/deployments/web';
/** A pod that crashes has restarted once more when a busy machine looks next. */
const AT_LEAST_THREE = '~^([3-9]|\\d\\d)';
const PODS = '/api/v1/namespaces/default/pods?labelSelector=app=web';

const create = (container = {}): RequestStep => ({
  request: 'POST /apis/apps/v1/namespaces/default/deployments',
  body: deployment('web', {}, container),
  expect: { code: 201 },
});
const isAvailable: RequestStep = {
  request: `GET ${DEPLOYMENT}`,
  eventually: true,
  expect: {
    code: 200,
    body: { status: { availableReplicas: 1, updatedReplicas: 1, replicas: 1 } },
  },
};
const isUnavailable: RequestStep = {
  request: `GET ${DEPLOYMENT}`,
  eventually: true,
  expect: {
    code: 200,
    body: {
      status: {
        conditions: { $has: [{ type: 'Available', status: 'False' }] },
      },
    },
  },
};
const annotate = (failure: string | null): RequestStep => ({
  request: `PATCH ${DEPLOYMENT}`,
  contentType: MERGE,
  body: {
    metadata: { annotations: { 'simulate.mandate.dev/failure': failure } },
  },
  expect: { code: 200 },
});
const podShows = (status: object): RequestStep => ({
  request: `GET ${PODS}`,
  eventually: true,
  expect: {
    code: 200,
    body: {
      items: [
        { status: { containerStatuses: [JSON.parse(JSON.stringify(status))] } },
      ],
    },
  },
});
const restartBy = (annotation: string): RequestStep => ({
  request: `PATCH ${DEPLOYMENT}`,
  contentType: 'application/strategic-merge-patch+json',
  body: {
    spec: {
      template: {
        metadata: {
          annotations: {
            [annotation]: '2026-01-01T00:00:00Z',
          },
        },
      },
    },
  },
  expect: { code: 200 },
});
const restart = restartBy('kubectl.kubernetes.io/restartedAt');
const setImage = (image: string): RequestStep => ({
  request: `PATCH ${DEPLOYMENT}`,
  contentType: 'application/strategic-merge-patch+json',
  body: {
    spec: { template: { spec: { containers: [{ name: 'main', image }] } } },
  },
  expect: { code: 200 },
});

describe('failures on purpose', () => {
  let cluster: EmbeddedCluster;
  beforeEach(async () => {
    cluster = await startEmbeddedCluster({
      host: '127.0.0.1',
      timing: FAST_TIMING,
    });
  });
  afterEach(() => cluster.close());

  it.each<[string, RequestStep[]]>([
    [
      'an image tag broken is never pulled',
      [
        create({ image: 'x:broken' }),
        podShows({
          ready: false,
          state: { waiting: { reason: 'ImagePullBackOff' } },
        }),
        isUnavailable,
      ],
    ],
    [
      'an image tag never-ready runs and is not ready',
      [
        create({ image: 'x:never-ready' }),
        podShows({ ready: false, started: true, state: { running: '*' } }),
        isUnavailable,
      ],
    ],
    [
      'an image tag crash backs off, with exit code 1',
      [
        create({ image: 'x:crash' }),
        podShows({
          restartCount: AT_LEAST_THREE,
          state: { waiting: { reason: 'CrashLoopBackOff' } },
          lastState: { terminated: { exitCode: 1, reason: 'Error' } },
        }),
      ],
    ],
    [
      'an annotated Deployment crash-loops until the annotation goes',
      [
        create(),
        isAvailable,
        annotate('crash-loop'),
        podShows({ state: { waiting: { reason: 'CrashLoopBackOff' } } }),
        annotate(null),
        isAvailable,
      ],
    ],
    [
      'oom-kill ends with exit code 137',
      [
        create(),
        isAvailable,
        annotate('oom-kill'),
        podShows({
          lastState: { terminated: { exitCode: 137, reason: 'OOMKilled' } },
        }),
      ],
    ],
    [
      'unready keeps the pod running',
      [
        create(),
        isAvailable,
        annotate('unready'),
        podShows({ ready: false, state: { running: '*' } }),
        isUnavailable,
      ],
    ],
    [
      'a failure until-restart ends with a restart',
      [
        create(),
        isAvailable,
        annotate('crash-loop-until-restart'),
        isUnavailable,
        restart,
        isAvailable,
        {
          request: `GET ${DEPLOYMENT}`,
          expect: {
            code: 200,
            absent: ['metadata.annotations.[simulate.mandate.dev/failure]'],
          },
        },
      ],
    ],
    [
      'a failure until-restart ends with a restart by any annotation of the template',
      [
        create(),
        isAvailable,
        annotate('crash-loop-until-restart'),
        isUnavailable,
        restartBy('example.com/restarted-by'),
        isAvailable,
      ],
    ],
    [
      'a failure until-rollback survives a restart and ends with another image',
      [
        create(),
        isAvailable,
        setImage('x:2'),
        isAvailable,
        annotate('crash-loop-until-rollback'),
        isUnavailable,
        restart,
        isUnavailable,
        setImage('mandate.test/workload:v1'),
        isAvailable,
      ],
    ],
    [
      'CRASH_AFTER_S crashes a container that was ready',
      [
        create({ env: [{ name: 'CRASH_AFTER_S', value: '0.1' }] }),
        podShows({ restartCount: '~^[1-9]' }),
      ],
    ],
    [
      'a broken rollout leaves the old pods in service',
      [
        create(),
        isAvailable,
        setImage('x:broken'),
        {
          request: `GET ${DEPLOYMENT}`,
          eventually: true,
          expect: {
            code: 200,
            body: {
              status: {
                availableReplicas: 1,
                updatedReplicas: 1,
                replicas: 2,
                unavailableReplicas: 1,
              },
            },
          },
        },
      ],
    ],
  ])('%s', async (rule, steps) => {
    await expect(
      runContractCase(cluster, { rule, steps }),
    ).resolves.toBeUndefined();
  });
});

describe('an embedded cluster with a data file', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'embedded-cluster-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const start = () =>
    startEmbeddedCluster({
      host: '127.0.0.1',
      dataFile: join(folder, 'cluster.db'),
      timing: FAST_TIMING,
    });

  it('keeps token, certificate, objects and versions over a restart', async () => {
    const first = await start();
    await runContractCase(first, {
      rule: 'before',
      steps: [
        create({ image: 'x:crash' }),
        podShows({ lastState: { terminated: { exitCode: 1 } } }),
      ],
    });
    await first.close();
    const second = await start();
    expect([second.token, second.ca]).toEqual([first.token, first.ca]);
    await runContractCase(second, {
      rule: 'after',
      steps: [
        {
          request: `GET ${DEPLOYMENT}`,
          expect: {
            code: 200,
            body: { metadata: { resourceVersion: '~^\\d{2,}$' } },
          },
        },
        podShows({ restartCount: AT_LEAST_THREE }),
      ],
    });
    await second.close();
  });

  it('refuses a file that another cluster holds, and says what to do', async () => {
    const first = await start();
    await expect(start()).rejects.toThrow(
      /is in use by another process\. Stop that process/,
    );
    await first.close();
  });

  it('keeps kubeconfig and data file for its owner only', async () => {
    const cluster = await start();
    const path = join(folder, 'kubeconfig');
    cluster.writeKubeconfig(path);
    expect(statSync(path).mode.toString(8)).toMatch(/600$/);
    expect(statSync(join(folder, 'cluster.db')).mode.toString(8)).toMatch(
      /600$/,
    );
    await cluster.close();
  });
});

it('clusters side by side have objects and tokens of their own', async () => {
  const [dev, staging, prod] = await Promise.all(
    ['dev', 'staging', 'prod'].map(name =>
      startEmbeddedCluster({ host: '127.0.0.1', name }),
    ),
  );
  try {
    const map = '/api/v1/namespaces/default/configmaps';
    const here = { metadata: { name: 'here' } };
    await expect(
      runContractCase(dev, {
        rule: 'one has it',
        steps: [{ request: `POST ${map}`, body: here, expect: { code: 201 } }],
      }),
    ).resolves.toBeUndefined();
    for (const other of [staging, prod]) {
      await expect(
        runContractCase(other, {
          rule: 'the others have not',
          steps: [{ request: `GET ${map}/here`, expect: { code: 404 } }],
        }),
      ).resolves.toBeUndefined();
    }
    expect(dev.kubeconfig()).toContain('current-context: dev');
    await expect(
      runContractCase(
        { url: prod.url, ca: prod.ca, token: staging.token },
        { rule: 'any', steps: [] },
      ),
    ).rejects.toThrow();
  } finally {
    await Promise.all([dev, staging, prod].map(cluster => cluster.close()));
  }
});

describe('watches', () => {
  it('answers an expired version with an ERROR event of code 410', async () => {
    const cluster = await startEmbeddedCluster({
      host: '127.0.0.1',
      timing: FAST_TIMING,
    });
    cluster.forgetHistory();
    const expired = runContractCase(cluster, {
      rule: 'expired',
      steps: [
        {
          watch: '/api/v1/namespaces?watch=1&resourceVersion=1',
          events: [
            {
              type: 'ERROR',
              object: {
                kind: 'Status',
                code: 410,
                reason: 'Expired',
                message: '~^too old resource version: 1 ',
              },
            },
          ],
        },
      ],
    });
    await expect(expired).resolves.toBeUndefined();
    await cluster.close();
  });
});

describe('access', () => {
  it('refuses everything but health without the token', async () => {
    const cluster = await startEmbeddedCluster({
      host: '127.0.0.1',
      timing: FAST_TIMING,
    });
    const stranger = {
      url: cluster.url,
      ca: cluster.ca,
      token: 'x'.repeat(43),
    };
    await expect(
      runContractCase(stranger, { rule: 'stranger', steps: [] }),
    ).rejects.toThrow(/the code is 401/);
    await cluster.close();
  });
});
