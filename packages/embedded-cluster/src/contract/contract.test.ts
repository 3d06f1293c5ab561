import { startEmbeddedCluster } from '../startEmbeddedCluster';
import { CONTRACT_CASES } from './cases';
import { ContractConnection } from './ContractCase';
import { readConnection } from './readConnection';
import { runContractCase } from './runContractCase';

jest.setTimeout(120_000);

const kubeconfig = process.env.MANDATE_TEST_KUBECONFIG;

describe(`the Kubernetes API contract on ${
  kubeconfig ?? 'the embedded cluster'
}`, () => {
  let connection: ContractConnection;
  let close = async () => {};

  beforeAll(async () => {
    if (kubeconfig) {
      connection = readConnection(kubeconfig);
      return;
    }
    const cluster = await startEmbeddedCluster({
      host: '127.0.0.1',
      timing: { containerStartMs: 20, readyMs: 20, terminationMs: 50 },
    });
    close = cluster.close;
    connection = cluster;
  });

  afterAll(() => close());

  it.each(
    CONTRACT_CASES.map(
      contractCase => [contractCase.rule, contractCase] as const,
    ),
  )('%s', async (_, contractCase) => {
    await expect(
      runContractCase(connection, contractCase),
    ).resolves.toBeUndefined();
  });
});
