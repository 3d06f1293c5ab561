import express from 'express';
import Router from 'express-promise-router';
import request from 'supertest';
import { addMandateRoute } from './addMandateRoute';

describe('the addresses of a mandate', () => {
  const router = Router();
  for (const path of [undefined, '/versions'] as const) {
    addMandateRoute(router, {
      method: 'get',
      path,
      handle: async (name, _request, response) => {
        response.json({ name, path });
      },
    });
  }
  const app = express().use(router);

  it.each([
    ['/mandates/services', { name: 'services' }],
    ['/mandates/team%2Fservices', { name: 'team/services' }],
    ['/mandates/by-name/team/services', { name: 'mandate:team/services' }],
    [
      '/mandates/by-name/team/services/versions',
      { name: 'mandate:team/services', path: '/versions' },
    ],
    ['/mandates/by-name/team/versions', { name: 'mandate:team/versions' }],
    ['/mandates/by-name/versions', { name: 'by-name', path: '/versions' }],
  ])('%s is that of %p', async (path, expected) => {
    const response = await request(app).get(path);
    expect(response.body).toEqual(expected);
  });
});
