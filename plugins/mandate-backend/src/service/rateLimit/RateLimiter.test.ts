import { mockCredentials, TestDatabases } from '@backstage/backend-test-utils';
import { actionsRegistryServiceMock } from '@backstage/backend-test-utils/alpha';
import type { Server } from 'node:http';
import request from 'supertest';
import { limitedActions } from '../../actions/limitedActions';
import { registerActions } from '../../actions/registerActions';
import { startBackend } from '../../testing/startBackend';
import { startKernel } from '../../testing/startKernel';
import { RateLimiter, TooManyRequestsError } from './RateLimiter';

jest.setTimeout(60_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3'] });
const limits = {
  people: { perMinute: 60, burst: 2 },
  machines: { perMinute: 60, burst: 1 },
};
const user = (ref: string) => ({ proposer: { kind: 'user' as const, ref } });
const agentFor = (onBehalfOf: string) => ({
  proposer: { kind: 'agent' as const, ref: 'plugin:mcp-actions', onBehalfOf },
});

describe('RateLimiter', () => {
  it('refuses one call too many, and lets the caller go on when it said', () => {
    let nowMs = 0;
    const limiter = new RateLimiter(limits, () => nowMs);
    limiter.demand(user('user:default/dana'));
    limiter.demand(user('user:default/dana'));
    expect(() => limiter.demand(user('user:default/dana'))).toThrow(
      'Wait 1 s and repeat it',
    );
    nowMs = 1_000;
    limiter.demand(user('user:default/dana'));
  });

  it('counts each person, and an agent for each person it acts for', () => {
    const limiter = new RateLimiter(limits, () => 0);
    limiter.demand(agentFor('user:default/dana'));
    limiter.demand(agentFor('user:default/pia'));
    limiter.demand(user('user:default/dana'));
    expect(() => limiter.demand(agentFor('user:default/dana'))).toThrow(
      TooManyRequestsError,
    );
  });

  it('answers routes with 429 and when to call again', async () => {
    const { server } = await startBackend({
      config: { mandate: { rateLimits: limits } },
    });
    const call = () =>
      request(server as Server)
        .get('/api/mandate/mandates')
        .set('Authorization', mockCredentials.user.header());
    await call().expect(200);
    await call().expect(200);
    const refused = await call().expect(429);
    expect(refused.headers['retry-after']).toBe('1');
    expect(refused.body.error).toMatchObject({
      name: 'TooManyRequestsError',
      message: expect.stringContaining('Wait 1 s'),
    });
  });

  it('counts the calls of actions', async () => {
    const kernel = await startKernel({
      knex: await databases.init('SQLITE_3'),
    });
    const actions = actionsRegistryServiceMock();
    const rateLimiter = new RateLimiter(limits, () => 0);
    registerActions({
      ...kernel,
      actions: limitedActions({ ...kernel, actions, rateLimiter }),
    });
    const list = () =>
      actions.invoke({
        id: 'test:list-pending-approvals',
        input: {},
        credentials: mockCredentials.service('external:agent'),
      });
    await list();
    await expect(list()).rejects.toThrow('You call too often');
  });
});
