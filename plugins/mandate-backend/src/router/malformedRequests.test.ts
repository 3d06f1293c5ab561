import {
  mockCredentials,
  mockServices,
  TestDatabases,
} from '@backstage/backend-test-utils';
import fc from 'fast-check';
import type { Server } from 'node:http';
import request from 'supertest';
import { operations } from '../testing/openapi/operations';
import { malformedRequest } from '../testing/openapi/requestArbitrary';
import { startBackend } from '../testing/startBackend';
import { exampleConfig } from '../testing/startKernel';

jest.setTimeout(300_000);

/** How many requests in all; a longer hunt asks for more. */
const REQUESTS = Number(process.env.MANDATE_MALFORMED_REQUESTS ?? 2_000);
const SEED = Number(process.env.MANDATE_MALFORMED_SEED ?? 1);
const rateLimits = { people: { burst: 1_000_000 } };
/** A slower answer hangs. */
const ANSWER_WITHIN_MS = 30_000;

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_15'] });

describe.each(databases.eachSupportedId())('Malformed requests, %s', id => {
  let server: Server;

  beforeAll(async () => {
    const knex = await databases.init(id);
    const started = await startBackend({
      config: { mandate: { ...exampleConfig.mandate, rateLimits } },
      features: [mockServices.database.factory({ knex })],
    });
    server = started.server as Server;
  });

  it.each(['/changes/a%00b', '/changes?text=%00', '/mandates/%00'])(
    'are refused with U+0000 in them, which no database stores: %s',
    async path => {
      const response = await request(server)
        .get(`/api/mandate${path}`)
        .set('Authorization', mockCredentials.user.header());
      expect(response.status).toBe(400);
    },
  );

  it.each([
    '/mandates/%3Aa',
    '/mandates/%3Aa/versions',
    '/mandates/%3Aa/track-record',
  ])(
    'find no mandate by what is neither a name nor a reference: %s',
    async path => {
      const response = await request(server)
        .get(`/api/mandate${path}`)
        .set('Authorization', mockCredentials.user.header());
      expect(response.status).toBe(404);
    },
  );

  it('are refused with more values than a parameter takes', async () => {
    const response = await request(server)
      .get(`/api/mandate/changes?${'states=queued&'.repeat(21)}`)
      .set('Authorization', mockCredentials.user.header());
    expect(response.status).toBe(400);
  });

  it.each(['states=bogus', 'states=queued,running'])(
    'are told which states there are: %s',
    async query => {
      const response = await request(server)
        .get(`/api/mandate/changes?${query}`)
        .set('Authorization', mockCredentials.user.header());
      expect(response.status).toBe(400);
      expect(response.body.error.message).toMatch(
        /queued.*awaiting|awaiting.*queued/,
      );
    },
  );

  it.each(operations.map(operation => [operation.id, operation] as const))(
    'are answered with an error of the caller, in time: %s',
    async (_id, operation) => {
      await fc.assert(
        fc.asyncProperty(
          malformedRequest(operation),
          async ({ method, path, body }) => {
            const response = await request(server)
              [method](`/api/mandate${path}`)
              .timeout(ANSWER_WITHIN_MS)
              .set(
                'Authorization',
                mockCredentials.user.header('user:default/dana'),
              )
              .set('Content-Type', 'application/json')
              .send(body === undefined ? undefined : JSON.stringify(body));
            if (response.status >= 500) {
              throw new Error(`${response.status} ${response.text}`);
            }
          },
        ),
        {
          seed: SEED,
          numRuns: Math.ceil(REQUESTS / operations.length),
          endOnFailure: true,
        },
      );
    },
  );
});
