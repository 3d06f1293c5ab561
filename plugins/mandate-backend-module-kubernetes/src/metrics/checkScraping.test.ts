import type { ClusterObject } from '@mandate/plugin-mandate-common';
import {
  ClusterUnavailableError,
  type MetricAnswer,
  type StepContext,
} from '@mandate/plugin-mandate-node';
import { deployment } from '../__testUtils__/manifests';
import { checkScraping } from './checkScraping';

const scraped = deployment({
  podAnnotations: { 'prometheus.io/scrape': 'true' },
});

function contextWith(
  after: ClusterObject,
  answer: () => Promise<MetricAnswer>,
): StepContext {
  const pods = ['checkout-1', 'checkout-2'].map(name => ({
    metadata: { name, labels: {} },
  }));
  // safety: the check reads the planned objects, lists pods and asks Prometheus only.
  return {
    target: { cluster: 'one', namespace: 'shop' },
    clusters: {
      read: async () => after,
      list: async (_: string, { kind }: { kind: string }) =>
        kind === 'Pod' ? pods : [],
      queryMetrics: answer,
    },
    plan: { objects: [{ ...after, name: 'checkout', after }] },
  } as unknown as StepContext;
}

function seriesOf(...pods: string[]): () => Promise<MetricAnswer> {
  return async () => ({
    type: 'values',
    series: pods.map(pod => ({ labels: { pod }, value: 9 })),
  });
}

it('nothing is checked where nothing asks to be scraped', async () => {
  const context = contextWith(deployment({}), seriesOf());
  expect(await checkScraping(context)).toEqual([]);
});

it('passes when Prometheus has series of every pod', async () => {
  const context = contextWith(scraped, seriesOf('checkout-1', 'checkout-2'));
  expect(await checkScraping(context)).toEqual([
    expect.objectContaining({
      status: 'passing',
      words: 'Prometheus has series of all 2 pods.',
    }),
  ]);
});

it('waits for pods that it has no series of, and names them', async () => {
  const context = contextWith(scraped, seriesOf('checkout-1'));
  const [check] = await checkScraping(context);
  expect(check).toMatchObject({
    status: 'failing',
    words: expect.stringContaining('no series of checkout-2 yet'),
  });
  expect(check.final).toBeUndefined();
});

it('is unknown when Prometheus does not answer', async () => {
  const context = contextWith(scraped, async () => {
    throw new ClusterUnavailableError('one', { words: 'It is down.' });
  });
  expect(await checkScraping(context)).toMatchObject([{ status: 'unknown' }]);
});

it('says that it cannot be told where no Prometheus is configured', async () => {
  const context = contextWith(scraped, async () => ({
    type: 'not-configured',
  }));
  expect(await checkScraping(context)).toMatchObject([
    { status: 'passing', words: expect.stringContaining('cannot be told') },
  ]);
});
