import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import authPlugin from '@backstage/plugin-auth-backend';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import request from 'supertest';
import { authModuleDevelopmentRoles } from './module';

const config = {
  app: { baseUrl: 'http://localhost:3000' },
  auth: {
    developmentRoles: [
      { name: 'developer', title: 'Developer', user: 'user:default/dana' },
    ],
    providers: { 'development-roles': {} },
  },
};

function startBackend() {
  return startTestBackend({
    features: [
      authPlugin,
      authModuleDevelopmentRoles,
      mockServices.rootConfig.factory({ data: config }),
      catalogServiceMock.factory({
        entities: [
          {
            apiVersion: 'backstage.io/v1alpha1',
            kind: 'User',
            metadata: { name: 'dana', namespace: 'default' },
            spec: { memberOf: [] },
          },
        ],
      }),
    ],
  });
}

describe('authModuleDevelopmentRoles', () => {
  const environment = process.env.NODE_ENV;
  afterEach(() => {
    Object.assign(process.env, { NODE_ENV: environment });
  });

  it('signs in as the user behind a role', async () => {
    const { server } = await startBackend();
    const response = await request(server)
      .get('/api/auth/development-roles/refresh')
      .set('x-mandate-role', 'developer');
    expect(response.status).toBe(200);
    expect(response.body.backstageIdentity.identity.userEntityRef).toBe(
      'user:default/dana',
    );
  });

  it('refuses a role that is not configured, and names those that are', async () => {
    const { server } = await startBackend();
    const response = await request(server)
      .get('/api/auth/development-roles/refresh')
      .set('x-mandate-role', 'root');
    expect(response.status).toBe(400);
    expect(response.body.error.message).toContain('Choose one of: developer');
  });

  it('refuses a request that names no role', async () => {
    const { server } = await startBackend();
    const response = await request(server).get(
      '/api/auth/development-roles/refresh',
    );
    expect(response.status).toBe(401);
  });

  it('fails the start in production', async () => {
    Object.assign(process.env, { NODE_ENV: 'production' });
    await expect(startBackend()).rejects.toThrow(/for development only/);
  });
});
