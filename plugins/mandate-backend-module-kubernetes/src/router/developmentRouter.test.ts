import {
  mockCredentials,
  mockErrorHandler,
  mockServices,
} from '@backstage/backend-test-utils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import type { ClusterFaults } from '@mandate/plugin-mandate-common';
import express from 'express';
import request from 'supertest';
import { developmentRouter } from './developmentRouter';

function server(
  result: AuthorizeResult.ALLOW | AuthorizeResult.DENY = AuthorizeResult.ALLOW,
) {
  const broken: [string, ClusterFaults][] = [];
  const auditor = mockServices.auditor.mock();
  const event = { success: jest.fn(), fail: jest.fn() };
  auditor.createEvent.mockResolvedValue(event);
  const permissions = mockServices.permissions({ result });
  const app = express()
    .use(
      developmentRouter({
        clusters: {
          list: async () => [],
          breakCluster: async (name, faults) => {
            if (name === 'real') {
              throw new Error('There is no embedded cluster.');
            }
            broken.push([name, faults]);
          },
        },
        auditor,
        httpAuth: mockServices.httpAuth(),
        permissions,
      }),
    )
    .use(mockErrorHandler());
  return { app, broken, auditor, event };
}

const FAULTS = '/development/clusters/local/faults';
const person = mockCredentials.user.header('user:default/pia');

it('what breaks a cluster is audited with who did it and what was broken', async () => {
  const { app, broken, auditor, event } = server();
  const faults = { latencyMs: 2_000 };
  const { status } = await request(app)
    .put(FAULTS)
    .set('Authorization', person)
    .send(faults);
  expect(status).toBe(204);
  expect(broken).toEqual([['local', faults]]);
  expect(auditor.createEvent).toHaveBeenCalledWith(
    expect.objectContaining({
      eventId: 'cluster-break',
      severityLevel: 'high',
      meta: { cluster: 'local', faults },
    }),
  );
  expect(event.success).toHaveBeenCalled();
});

it('what could not be broken is audited as failed', async () => {
  const { app, event } = server();
  const { status } = await request(app)
    .put('/development/clusters/real/faults')
    .set('Authorization', person)
    .send({});
  expect(status).toBe(500);
  expect(event.fail).toHaveBeenCalled();
  expect(event.success).not.toHaveBeenCalled();
});

it.each(['get', 'put'] as const)(
  'without the permission, %s is refused and names it',
  async method => {
    const { app, broken } = server(AuthorizeResult.DENY);
    const path = method === 'get' ? '/development/clusters' : FAULTS;
    const { status, body } = await request(app)
      [method](path)
      .set('Authorization', person);
    expect(status).toBe(403);
    expect(body.error.message).toContain("'mandate.cluster.break'");
    expect(broken).toEqual([]);
  },
);

it('only people break things: a service is refused', async () => {
  const { app, broken } = server();
  const { status } = await request(app)
    .put(FAULTS)
    .set('Authorization', mockCredentials.service.header())
    .send({});
  expect(status).toBe(403);
  expect(broken).toEqual([]);
});

it.each([
  ['application/json', '{"failing":2}'],
  ['application/json', '{"wings":2}'],
  ['text/plain', '{}'],
])(
  '%s %s breaks and mends nothing, and one is told how to write faults',
  async (type, text) => {
    const { app, broken, auditor } = server();
    const { status, body } = await request(app)
      .put(FAULTS)
      .set('Authorization', person)
      .set('Content-Type', type)
      .send(text);
    expect(status).toBe(400);
    expect(body.error.message).toContain('latencyMs');
    expect(broken).toEqual([]);
    expect(auditor.createEvent).not.toHaveBeenCalled();
  },
);
