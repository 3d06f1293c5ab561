import { mockErrorHandler } from '@backstage/backend-test-utils';
import { NotAllowedError } from '@backstage/errors';
import type { LiveEnvironment } from '@mandate/plugin-mandate-common';
import { ClusterUnavailableError } from '@mandate/plugin-mandate-node';
import express from 'express';
import request from 'supertest';
import { targetIn } from '../__testUtils__/targets';
import { ClusterRegistry } from '../cluster/ClusterRegistry';
import { LiveService } from '../live/LiveService';
import { clusterRouter } from './clusterRouter';

const environment: LiveEnvironment = {
  environment: 'dev',
  cluster: 'test',
  namespace: 'shop',
  status: 'known',
  freshness: 'live',
  words: '',
  workloads: [],
  pods: [],
  morePods: 0,
};

function server(
  options: { readonly authorizeRead?: () => Promise<void> } = {},
) {
  const { authorizeRead = async () => {} } = options;
  const unavailable = async () => {
    throw new ClusterUnavailableError('test', { words: 'It is away.' });
  };
  const live = new LiveService({
    registry: new ClusterRegistry([]),
    clusters: {
      clusters: () => ['test'],
      read: unavailable,
      list: unavailable,
      apply: unavailable,
      remove: unavailable,
      watch: unavailable,
      evict: unavailable,
      askService: unavailable,
      readLog: unavailable,
      queryMetrics: unavailable,
    },
    targets: {
      resolve: async () => targetIn('shop'),
      ofEntity: async () => [targetIn('shop')],
      all: async () => [],
      dependants: async () => [],
    },
    reading: { of: async () => environment },
  });
  return express()
    .use(
      clusterRouter({
        observation: { authorizeRead },
        health: { list: async () => [] },
        live,
      }),
    )
    .use(mockErrorHandler());
}

const entity = 'entityRef=component:default/checkout';

it.each([
  '/clusters',
  `/live?${entity}`,
  `/live/events?${entity}&environment=dev`,
  `/live/log?${entity}&environment=dev&pod=a&container=b`,
])('%s is for those who may read', async path => {
  const authorizeRead = async () => {
    throw new NotAllowedError('no');
  };
  const { status } = await request(server({ authorizeRead })).get(path);
  expect(status).toBe(403);
});

it('answers what runs of an entity', async () => {
  const { body } = await request(server()).get(`/live?${entity}`);
  expect(body).toEqual({ items: [environment] });
});

it.each([
  ['/live', 'Say whose workloads'],
  [`/live/events?${entity}`, 'Say whose events'],
  [`/live/log?${entity}&environment=dev&pod=../x&container=b`, 'Say whose log'],
])('%s is told what to say', async (path, words) => {
  const { body, status } = await request(server()).get(path);
  expect(status).toBe(400);
  expect(body.error.message).toContain(words);
});

it('a cluster that does not answer is told with its words', async () => {
  const path = `/live/events?${entity}&environment=dev`;
  const { body, status } = await request(server()).get(path);
  expect(status).toBe(503);
  expect(body.error.message).toContain('It is away.');
});

it("another entity's pod has no log here", async () => {
  const path = `/live/log?${entity}&environment=dev&pod=other&container=main`;
  const { status } = await request(server()).get(path);
  expect(status).toBe(404);
});
