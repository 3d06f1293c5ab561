import { deployment, Step } from '../contract/ContractCase';
import { runContractCase } from '../contract/runContractCase';
import { JsonObject } from '../model/KubernetesObject';
import { FAST_TIMING } from '../simulation/SimulationTiming';
import { EmbeddedCluster, startEmbeddedCluster } from '../startEmbeddedCluster';

const API = '/mandate/prometheus/api/v1';
const answer = (result: JsonObject[]) => ({
  status: 'success',
  data: { resultType: 'vector', result },
});

describe('metrics of simulated containers', () => {
  let cluster: EmbeddedCluster;
  beforeAll(async () => {
    cluster = await startEmbeddedCluster({
      host: '127.0.0.1',
      timing: FAST_TIMING,
    });
  });
  afterAll(() => cluster.close());

  const run = (rule: string, ...steps: Step[]) =>
    runContractCase(cluster, { rule, steps });

  it('are answered for a running pod, and end with it', async () => {
    const query = (text: string, result: JsonObject[]): Step => ({
      request: `GET ${API}/query?query=${encodeURIComponent(text)}`,
      eventually: true,
      expect: { code: 200, body: answer(result) },
    });
    await expect(
      run(
        'metrics',
        {
          request: 'POST /apis/apps/v1/namespaces/{ns}/deployments',
          body: deployment('web', { replicas: 2 }),
          expect: { code: 201 },
        },
        query('sum(up{app="web"}) == 2', [{}]),
        query('count(http_requests_total{app="web"}) == 4', [{}]),
        {
          request: 'DELETE /apis/apps/v1/namespaces/{ns}/deployments/web',
          expect: { code: 200 },
        },
        query('absent(up{app="web"})', [{ metric: { app: 'web' } }]),
        query('max_over_time(up{app="web"}[5m])', [{}, {}]),
      ),
    ).resolves.toBeUndefined();
  });

  it.each([
    ['query?query=up%5B', 400, { errorType: 'bad_data' }],
    ['query_range?query=up&start=0&end=100000&step=1', 400, {}],
    ['series', 400, { error: 'no match[] parameter provided' }],
    ['nothing', 404, { status: 'error' }],
    ['label/code/values?start=0', 200, { status: 'success' }],
  ])('%s is answered with %i', async (path, code, body) => {
    await expect(
      run('an answer', {
        request: `GET ${API}/${path}`,
        expect: { code, body },
      }),
    ).resolves.toBeUndefined();
  });
});
