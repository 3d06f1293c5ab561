import { NotAllowedError } from '@backstage/errors';
import { mockErrorHandler } from '@backstage/backend-test-utils';
import {
  type ClusterAccess,
  ClusterUnavailableError,
  type MandateObservationExtensionPoint,
} from '@mandate/plugin-mandate-node';
import express from 'express';
import request from 'supertest';
import { NOON, target } from '../__testUtils__/changes';
import { healthRouter } from './healthRouter';

function server(
  options: {
    readonly read?: ClusterAccess['read'];
    readonly authorizeRead?: () => Promise<void>;
  } = {},
) {
  const clusters: ClusterAccess = {
    clusters: () => ['test'],
    read: options.read ?? (async () => undefined),
    list: async () => [],
    apply: async (_cluster, object) => object,
    remove: async () => {},
    evict: async () => {},
    askService: async () => ({
      type: 'unreachable',
      words: 'No pod is ready.',
    }),
    readLog: async () => [],
    queryMetrics: async () => ({ type: 'not-configured' }),
    watch: async () => {},
  };
  const observation: MandateObservationExtensionPoint = {
    setClusterAccess: () => {},
    clusters,
    targets: {
      resolve: async () => target(),
      ofEntity: async () => [target(), target({ environment: 'prod' })],
      all: async () => [],
      dependants: async () => [],
    },
    limits: async () => [],
    pendingCosts: async () => [],
    authorizeRead: options.authorizeRead ?? (async () => {}),
  };
  const now = () => new Date(NOON);
  return express()
    .use(healthRouter({ observation, now }))
    .use(mockErrorHandler());
}

const path = '/health?entityRef=component:default/checkout';

it('tells an environment without the workload from one with it', async () => {
  const { body, status } = await request(server()).get(path);
  expect(status).toBe(200);
  expect(body.items).toEqual([
    expect.objectContaining({ environment: 'dev', status: 'absent' }),
    expect.objectContaining({ environment: 'prod', status: 'absent' }),
  ]);
});

it('answers unknown with words for a cluster that cannot be reached', async () => {
  const read = async () => {
    throw new ClusterUnavailableError('test', {});
  };
  const { body, status } = await request(server({ read })).get(path);
  expect(status).toBe(200);
  expect(body.items[0]).toMatchObject({
    status: 'unknown',
    words: expect.stringContaining("Cluster 'test' does not answer"),
  });
});

it('asks for permission before anything else', async () => {
  const authorizeRead = async () => {
    throw new NotAllowedError('no');
  };
  const read = jest.fn();
  const app = server({ read, authorizeRead });
  expect((await request(app).get('/health?entityRef=x')).status).toBe(403);
  expect((await request(app).get(path)).status).toBe(403);
  expect(read).not.toHaveBeenCalled();
});

it.each([
  '/health',
  '/health?entityRef=checkout',
  '/health?entityRef=a:b/c&entityRef=d',
])('refuses %s', async bad => {
  const { body, status } = await request(server()).get(bad);
  expect(status).toBe(400);
  expect(body.error.message).toContain('entityRef=component:default/checkout');
});
