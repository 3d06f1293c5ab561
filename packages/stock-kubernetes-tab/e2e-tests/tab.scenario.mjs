import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import { AppsV1Api, CoreV1Api, KubeConfig } from '@kubernetes/client-node';
import { screenshot } from 'app/e2e-tests/fixtures/screenshots.mjs';
import { useBrowser } from 'app/e2e-tests/fixtures/visitor.mjs';

const NAME = 'bookshop';
const NAMESPACE = 'default';
const REPLICAS = 3;

describe("Backstage's own Kubernetes tab", () => {
  const browser = useBrowser();
  before(createDeployment);

  test('shows the Deployment and the pods that the embedded cluster has of an entity', async () => {
    const { page } = await browser.visit();
    await page.goto(`/catalog/default/component/${NAME}`);
    await page.getByRole('button', { name: 'Sign in as Developer' }).click();
    await page.getByRole('link', { name: 'Kubernetes' }).click();
    await page.getByRole('heading', { name: 'Your Clusters' }).waitFor();
    await page.getByText(`${REPLICAS} pods`).first().waitFor();

    await page.getByRole('button', { name: /^embedded/ }).click();
    await page
      .getByRole('button', { name: `${NAME} Deployment` })
      .first()
      .click();
    const running = page.getByRole('row', { name: /Running\s+1\/1/ });
    await running.nth(REPLICAS - 1).waitFor();
    const shown = await running.getByRole('heading').allInnerTexts();
    assert.deepEqual(shown.sort(), await podNames());
    await screenshot(page, 'stock-kubernetes-tab');
  });
});

function client(kind) {
  const config = new KubeConfig();
  config.loadFromFile(process.env.MANDATE_TEST_CLUSTER);
  return config.makeApiClient(kind);
}

async function createDeployment() {
  const labels = { 'backstage.io/kubernetes-id': NAME };
  const amounts = { cpu: '100m', memory: '64Mi' };
  await client(AppsV1Api).createNamespacedDeployment({
    namespace: NAMESPACE,
    body: {
      metadata: { name: NAME, labels },
      spec: {
        replicas: REPLICAS,
        selector: { matchLabels: labels },
        template: {
          metadata: { labels },
          spec: {
            containers: [
              {
                name: 'main',
                image: 'example/books:v1',
                resources: { requests: amounts, limits: amounts },
              },
            ],
          },
        },
      },
    },
  });
}

async function podNames() {
  const { items } = await client(CoreV1Api).listNamespacedPod({
    namespace: NAMESPACE,
  });
  return items.map(({ metadata }) => metadata.name).sort();
}
