import { mockErrorHandler } from '@backstage/backend-test-utils';
import { NotAllowedError } from '@backstage/errors';
import express from 'express';
import request from 'supertest';
import type { CostService } from '../CostService';
import { createRouter } from './createRouter';

function server(authorizeRead: () => Promise<void> = async () => {}) {
  const ofEntity = jest.fn(async () => []);
  // safety: the router asks the service for an entity only.
  const costs = { ofEntity } as Partial<CostService> as CostService;
  const app = express()
    .use(createRouter({ observation: { authorizeRead }, costs }))
    .use(mockErrorHandler());
  return { app, ofEntity };
}

it('answers for the entity that was asked for', async () => {
  const { app, ofEntity } = server();
  const { body, status } = await request(app).get(
    '/costs?entityRef=component:default/checkout',
  );
  expect({ body, status }).toEqual({ body: { items: [] }, status: 200 });
  expect(ofEntity).toHaveBeenCalledWith('component:default/checkout');
});

it('asks for permission before anything else', async () => {
  const { app, ofEntity } = server(async () => {
    throw new NotAllowedError('no');
  });
  expect((await request(app).get('/costs?entityRef=x')).status).toBe(403);
  expect(
    (await request(app).get('/costs?entityRef=component:default/checkout'))
      .status,
  ).toBe(403);
  expect(ofEntity).not.toHaveBeenCalled();
});

it.each([
  '/costs',
  '/costs?entityRef=checkout',
  '/costs?entityRef=a:b/c&entityRef=d:e/f',
])('refuses %s', async bad => {
  const { app, ofEntity } = server();
  const { body, status } = await request(app).get(bad);
  expect(status).toBe(400);
  expect(body.error.message).toContain('component:default/checkout');
  expect(ofEntity).not.toHaveBeenCalled();
});
