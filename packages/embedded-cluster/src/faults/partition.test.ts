import { request } from 'node:https';
import { FAST_TIMING } from '../simulation/SimulationTiming';
import { EmbeddedCluster, startEmbeddedCluster } from '../startEmbeddedCluster';

describe('a partition', () => {
  let cluster: EmbeddedCluster;
  beforeEach(async () => {
    cluster = await startEmbeddedCluster({
      host: '127.0.0.1',
      timing: FAST_TIMING,
    });
  });
  afterEach(() => cluster.close());

  const PODS = '/api/v1/pods';

  /** The status code, or the error; a watch gives its code first, and tells when it is cut. */
  const ask = (client: string, path: string, onCut = () => {}) =>
    new Promise<number | string>(resolve => {
      const outgoing = request(
        new URL(path, cluster.url),
        {
          ca: cluster.ca,
          agent: false,
          headers: {
            authorization: `Bearer ${cluster.token}`,
            'user-agent': client,
          },
        },
        response => {
          response.resume();
          response.once('error', onCut);
          resolve(response.statusCode ?? 0);
        },
      );
      outgoing.once('error', () => resolve('cut'));
      outgoing.end();
    });

  it('keeps a client from the API, and no other one, until it ends', async () => {
    cluster.breakOnPurpose({ partition: { clients: ['mandate'], nodes: [] } });
    await expect(ask('mandate/1.0', PODS)).resolves.toBe('cut');
    await expect(ask('kubectl/1.36', PODS)).resolves.toBe(200);
    cluster.breakOnPurpose({});
    await expect(ask('mandate/1.0', PODS)).resolves.toBe(200);
  });

  it('cuts watches that are open when it comes', async () => {
    let isOpen = true;
    const cut = new Promise<void>(resolve => {
      ask('mandate/1.0', `${PODS}?watch=1`, () => {
        isOpen = false;
        resolve();
      });
    });
    await expect(ask('mandate/1.0', PODS)).resolves.toBe(200);
    expect(isOpen).toBe(true);
    cluster.breakOnPurpose({ partition: { clients: ['mandate'], nodes: [] } });
    await expect(cut).resolves.toBeUndefined();
  });
});
