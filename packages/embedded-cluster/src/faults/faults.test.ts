import { deployment, RequestStep } from '../contract/ContractCase';
import { runContractCase } from '../contract/runContractCase';
import { FAST_TIMING } from '../simulation/SimulationTiming';
import { EmbeddedCluster, startEmbeddedCluster } from '../startEmbeddedCluster';
import { Faults } from './Faults';

const MAPS = '/api/v1/namespaces/{ns}/configmaps';
const PODS = '/api/v1/namespaces/{ns}/pods';

describe('shares of requests', () => {
  it('strike evenly', () => {
    const faults = new Faults();
    faults.replace({ failing: 0.3 });
    const kinds = Array.from({ length: 20 }, () => faults.next().kind);
    expect(kinds.filter(kind => kind === 'failing')).toHaveLength(6);
    expect(kinds.slice(0, 3)).toEqual(['none', 'none', 'none']);
  });
});

describe('since when something is broken', () => {
  beforeAll(() => jest.useFakeTimers());
  afterAll(() => jest.useRealTimers());

  it('is remembered of what stays broken when something else breaks', () => {
    const faults = new Faults();
    jest.setSystemTime(Date.parse('2030-01-01T00:00:00Z'));
    faults.replace({ latencyMs: 100 });
    jest.setSystemTime(Date.parse('2030-01-01T01:00:00Z'));
    faults.replace({ latencyMs: 100, failing: 0.5 });
    expect(faults.state.since).toEqual({
      latencyMs: '2030-01-01T00:00:00.000Z',
      failing: '2030-01-01T01:00:00.000Z',
    });
    faults.replace({});
    expect(faults.state).toEqual({ plan: {}, since: {} });
  });
});

describe('faults on demand', () => {
  let cluster: EmbeddedCluster;
  beforeAll(async () => {
    cluster = await startEmbeddedCluster({
      host: '127.0.0.1',
      timing: FAST_TIMING,
    });
  });
  afterAll(() => cluster.close());
  afterEach(() => cluster.breakOnPurpose({}));

  const set = (body: RequestStep['body']): RequestStep => ({
    request: 'PUT /mandate/faults',
    body,
    expect: { code: 200 },
  });
  const mend: RequestStep = {
    request: 'DELETE /mandate/faults',
    expect: { code: 200 },
  };
  const podIsReady = (status: string): RequestStep => ({
    request: `GET ${PODS}`,
    eventually: true,
    expect: {
      code: 200,
      body: {
        items: [
          { status: { conditions: { $has: [{ type: 'Ready', status }] } } },
        ],
      },
    },
  });

  it.each<[string, RequestStep[]]>([
    [
      'throttling answers 429',
      [
        set({ throttled: { share: 1, retryAfterSeconds: 7 } }),
        {
          request: `GET ${MAPS}`,
          expect: {
            code: 429,
            body: {
              reason: 'TooManyRequests',
              details: { retryAfterSeconds: 7 },
            },
          },
        },
        mend,
        { request: `GET ${MAPS}`, expect: { code: 200 } },
      ],
    ],
    [
      'a storm of errors strikes the named paths only',
      [
        set({ failing: 1, paths: ['/api/v1/namespaces/{ns}/configmaps'] }),
        { request: `GET ${MAPS}`, expect: { code: 500 } },
        { request: `GET ${PODS}`, expect: { code: 200 } },
        mend,
      ],
    ],
    [
      'what is broken can be read even of a server that answers nothing else',
      [
        set({ failing: 1 }),
        { request: `GET ${MAPS}`, expect: { code: 500 } },
        {
          request: 'GET /mandate/faults/state',
          expect: {
            code: 200,
            body: { plan: { failing: 1 }, since: { failing: '~^20' } },
          },
        },
        mend,
      ],
    ],
    [
      'a plan that cannot be read is refused',
      [
        {
          request: 'PUT /mandate/faults',
          body: { failing: 2 },
          expect: { code: 400, body: { reason: 'BadRequest' } },
        },
      ],
    ],
    [
      'an image that cannot be pulled keeps a new pod waiting until it can be',
      [
        set({ unpullableImages: ['mandate.test/'] }),
        {
          request: 'POST /apis/apps/v1/namespaces/{ns}/deployments',
          body: deployment('web'),
          expect: { code: 201 },
        },
        {
          request: `GET ${PODS}`,
          eventually: true,
          expect: {
            code: 200,
            body: {
              items: [
                {
                  status: {
                    containerStatuses: [
                      { state: { waiting: { reason: '~ImagePull' } } },
                    ],
                  },
                },
              ],
            },
          },
        },
        mend,
        podIsReady('True'),
      ],
    ],
    [
      'a lost node is not ready, nor are its pods, until it is back',
      [
        {
          request: 'POST /apis/apps/v1/namespaces/{ns}/deployments',
          body: deployment('web'),
          expect: { code: 201 },
        },
        podIsReady('True'),
        set({ lostNodes: ['embedded-0', 'embedded-1'] }),
        podIsReady('False'),
        {
          request: 'GET /api/v1/nodes/embedded-0',
          eventually: true,
          expect: {
            code: 200,
            body: {
              status: {
                conditions: { $has: [{ type: 'Ready', status: 'Unknown' }] },
              },
              spec: {
                taints: { $has: [{ key: 'node.kubernetes.io/unreachable' }] },
              },
            },
          },
        },
        mend,
        podIsReady('True'),
      ],
    ],
  ])('%s', async (rule, steps) => {
    await expect(
      runContractCase(cluster, { rule, steps }),
    ).resolves.toBeUndefined();
  });

  it('a cut connection has no answer, and a cut watch ends', async () => {
    cluster.breakOnPurpose({ reset: 1 });
    await expect(
      runContractCase(cluster, { rule: 'any', steps: [] }),
    ).rejects.toThrow(/socket|ECONNRESET/);
    cluster.breakOnPurpose({ watchMs: 50 });
    await expect(
      runContractCase(cluster, {
        rule: 'a watch',
        steps: [{ watch: `${MAPS}?watch=1`, events: [{ type: 'BOOKMARK' }] }],
      }),
    ).rejects.toThrow('no event like');
  });

  it('every answer comes so much later', async () => {
    cluster.breakOnPurpose({ latencyMs: 150 });
    const begun = performance.now();
    await runContractCase(cluster, { rule: 'any', steps: [] });
    expect(performance.now() - begun).toBeGreaterThan(140);
  });

  it("a wrong clock is on what the server writes, and the plan's times are the machine's own", async () => {
    const tenYearsMs = 10 * 365.25 * 24 * 3_600_000;
    cluster.breakOnPurpose({ clockOffsetMs: tenYearsMs });
    const year = new Date(Date.now() + tenYearsMs).getUTCFullYear();
    await expect(
      runContractCase(cluster, {
        rule: 'a time',
        steps: [
          {
            request: `POST ${MAPS}`,
            body: { metadata: { name: 'late' } },
            expect: {
              code: 201,
              body: { metadata: { creationTimestamp: `~^${year}-` } },
            },
          },
          {
            request: 'GET /mandate/faults/state',
            expect: {
              code: 200,
              body: {
                since: { clockOffsetMs: `~^${new Date().getUTCFullYear()}-` },
              },
            },
          },
        ],
      }),
    ).resolves.toBeUndefined();
  });

  it('containers take so many times as long to start', async () => {
    const startFactor = 50;
    cluster.breakOnPurpose({ startFactor });
    const begun = performance.now();
    await expect(
      runContractCase(cluster, {
        rule: 'a slow start',
        steps: [
          {
            request: 'POST /apis/apps/v1/namespaces/{ns}/deployments',
            body: deployment('web'),
            expect: { code: 201 },
          },
          podIsReady('True'),
        ],
      }),
    ).resolves.toBeUndefined();
    expect(performance.now() - begun).toBeGreaterThan(
      startFactor * FAST_TIMING.containerStartMs,
    );
  });

  it('expired watches begin with an error of code 410', async () => {
    cluster.breakOnPurpose({ expiredWatches: true });
    await expect(
      runContractCase(cluster, {
        rule: 'a watch',
        steps: [
          {
            watch: `${MAPS}?watch=1&resourceVersion=999999`,
            events: [{ type: 'ERROR', object: { code: 410 } }],
          },
        ],
      }),
    ).resolves.toBeUndefined();
  });
});
