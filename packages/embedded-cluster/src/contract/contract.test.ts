import { FAST_TIMING } from '../simulation/SimulationTiming';
import { startEmbeddedCluster } from '../startEmbeddedCluster';
import { CONTRACT_CASES } from './cases';
import { ContractCase, ContractConnection } from './ContractCase';
import { readConnection } from './readConnection';
import { runContractCase } from './runContractCase';

jest.setTimeout(120_000);

const kubeconfig = process.env.MANDATE_TEST_KUBECONFIG;

describe(`the Kubernetes API contract on ${
  kubeconfig ?? 'the embedded cluster'
}`, () => {
  let connection: ContractConnection;
  let patienceMs = 8_000;
  let close = async () => {};
  /** What waits for a time of day does so while the other cases run. */
  const begun = new Map<ContractCase, Promise<void>>();

  beforeAll(async () => {
    if (kubeconfig) {
      // long, because a real control plane empties the namespaces of earlier cases one after the other
      connection = readConnection(kubeconfig);
      patienceMs = 90_000;
    } else {
      const cluster = await startEmbeddedCluster({
        host: '127.0.0.1',
        timing: { ...FAST_TIMING, terminationMs: 50 },
      });
      close = cluster.close;
      cluster.forgetHistory();
      connection = cluster;
    }
    for (const each of CONTRACT_CASES) {
      if (each.patienceMs !== undefined) {
        const running = runContractCase(connection, each, patienceMs);
        // It is told where the case's turn comes.
        running.catch(() => {});
        begun.set(each, running);
      }
    }
  });

  afterAll(() => close());

  it.each(
    [...CONTRACT_CASES]
      .sort((a, b) => (a.patienceMs ?? 0) - (b.patienceMs ?? 0))
      .map(contractCase => [contractCase.rule, contractCase] as const),
  )('%s', async (_, contractCase) => {
    await expect(
      begun.get(contractCase) ??
        runContractCase(connection, contractCase, patienceMs),
    ).resolves.toBeUndefined();
  });
});
