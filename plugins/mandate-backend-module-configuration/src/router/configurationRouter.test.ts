import { mockErrorHandler } from '@backstage/backend-test-utils';
import { NotAllowedError } from '@backstage/errors';
import express from 'express';
import request from 'supertest';
import { createWorld, type World } from '../__testUtils__/world';
import { ConfigurationReading } from '../service/ConfigurationReading';
import { configurationRouter } from './configurationRouter';

// git runs as a process of its own, dozens of times a test; a busy machine takes its time.
jest.setTimeout(60_000);

const QUERY = 'entityRef=component:default/checkout&environment=staging';
const body = {
  entityRef: 'component:default/checkout',
  environment: 'staging',
  edits: [{ level: 'instance', set: [{ path: ['retries'], value: 4 }] }],
};

function serve(world: World, authorizeRead: () => Promise<void>) {
  const reading = new ConfigurationReading(world.sources);
  return request(
    express()
      .use(configurationRouter({ observation: { authorizeRead }, reading }))
      .use(mockErrorHandler()),
  );
}

const allowed = async () => {};
const denied = async () => {
  throw new NotAllowedError('You may not read.');
};
const world = createWorld({
  'global.yaml': 'log: { level: info }\nretries: 2\n',
  'environments/staging.yaml': 'retries: 3\n',
});

it.each([
  `/configuration?${QUERY}`,
  `/configuration/difference?${QUERY}&otherEnvironment=dev`,
  `/configuration/versions?${QUERY}`,
  `/configuration/references?${QUERY}`,
])('GET %s is for those who may read', async path => {
  const { status } = await serve(await world, denied).get(path);
  expect(status).toBe(403);
});

it('checking is for those who may read', async () => {
  const server = serve(await world, denied);
  expect((await server.post('/configuration/check').send(body)).status).toBe(
    403,
  );
});

it('answers each value with who set it where, and what that overrode', async () => {
  const server = serve(await world, allowed);
  const { body: view } = await server.get(`/configuration?${QUERY}`);
  expect(view.values).toContainEqual({
    path: 'retries',
    state: 'set',
    value: 3,
    origin: expect.objectContaining({
      level: 'environment',
      file: 'environments/staging.yaml',
      line: 1,
      author: 'Ann',
    }),
    overrode: [
      { value: 2, origin: expect.objectContaining({ file: 'global.yaml' }) },
    ],
  });
  expect(view.standing).toMatchObject({ state: 'nothing-there' });
});

it('answers what differs between environments, and between versions', async () => {
  const server = serve(await world, allowed);
  const { body: difference } = await server.get(
    `/configuration/difference?${QUERY}&otherEnvironment=dev`,
  );
  expect(difference.items).toMatchObject([
    { path: 'retries', left: { value: 3 }, right: { value: 2 } },
  ]);
  const { first } = await world;
  const same = await serve(await world, allowed).get(
    `/configuration/difference?${QUERY}&before=${first}&after=${first}`,
  );
  expect(same.body.items).toEqual([]);
});

it('lists versions with the levels they touched', async () => {
  const server = serve(await world, allowed);
  const { body: list } = await server.get(`/configuration/versions?${QUERY}`);
  expect(list.items).toMatchObject([
    { subject: 'By hand', levels: ['global', 'environment'] },
  ]);
});

it('names what a configuration can refer to, and reads no Secret for it', async () => {
  const shop = await createWorld({
    'global.yaml': 'password: { secretRef: { name: shared, key: password } }\n',
  });
  const { clusters } = shop.sources.observation;
  const list = jest.spyOn(clusters, 'list');
  shop.cluster.set('Deployment staging/orders', {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { namespace: 'staging', name: 'orders' },
    spec: {
      template: {
        spec: {
          containers: [
            {
              name: 'orders',
              env: [
                {
                  name: 'PASSWORD',
                  valueFrom: { secretKeyRef: { name: 'orders-db', key: 'pw' } },
                },
              ],
            },
          ],
        },
      },
    },
  });
  shop.cluster.set('Service staging/checkout', {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { namespace: 'staging', name: 'checkout' },
    spec: { ports: [{ port: 8080 }] },
  });
  const { body: names } = await serve(shop, allowed).get(
    `/configuration/references?${QUERY}`,
  );
  expect(names).toEqual({
    secrets: [
      { name: 'orders-db', keys: ['pw'] },
      { name: 'shared', keys: ['password'] },
    ],
    services: ['checkout', 'orders'],
    ports: ['8080'],
    endpoints: ['checkout:8080'],
  });
  expect(list.mock.calls.map(([, { kind }]) => kind)).not.toContain('Secret');
});

it('tells before anything is proposed what people would be asked about', async () => {
  const limited = await createWorld(
    { 'global.yaml': 'retries: 2\n' },
    {
      limits: [
        {
          environment: 'staging',
          figure: 'memoryGiB',
          limit: 1,
          mandate: 'Shop',
          hard: false,
        },
      ],
    },
  );
  const { body: answer } = await serve(limited, allowed)
    .post('/configuration/check')
    .send({
      ...body,
      edits: [{ level: 'instance', set: [{ path: ['memory'], value: '2Gi' }] }],
    });
  expect(answer.problems).toEqual([]);
  expect(answer.notices).toMatchObject([
    {
      code: 'limit',
      path: 'memory',
      origin: { file: 'instances/staging/checkout.yaml', line: 1, column: 9 },
    },
  ]);
});

it('checks edits and keeps nothing', async () => {
  const { sources, first } = await world;
  const answer = await serve(await world, allowed)
    .post('/configuration/check')
    .send({
      ...body,
      edits: [{ level: 'instance', set: [{ path: ['retries'], value: 99 }] }],
    });
  expect(answer.body.problems).toMatchObject([
    { code: 'schema', path: 'retries' },
  ]);
  expect(answer.body.differences).toMatchObject([{ path: 'retries' }]);
  expect(await sources.repository.head()).toBe(first);
});

it('withholds what looks like a secret, in values and in files', async () => {
  const secret = 'ghp_0123456789abcdefghijklmnopqrstuvwxyz';
  const spoilt = await createWorld({
    'global.yaml': `retries: 2\ntoken: ${secret}\n`,
  });
  const { text } = await serve(spoilt, allowed).get(`/configuration?${QUERY}`);
  expect(text).toContain('withheld');
  expect(text).not.toContain(secret);
});

it.each([
  '/configuration',
  `/configuration?${QUERY}&commit=main`,
  '/configuration/references',
  `/configuration/difference?${QUERY}`,
  `/configuration/difference?${QUERY}&before=--help&after=x`,
])('refuses %s', async path => {
  const { status } = await serve(await world, allowed).get(path);
  expect(status).toBe(400);
});

it('answers nothing about a commit that is not in the history', async () => {
  const server = serve(await world, allowed);
  const path = `/configuration?${QUERY}&commit=${'a'.repeat(40)}`;
  expect((await server.get(path)).status).toBe(404);
});

it('says of a file of five megabytes what is too much, and answers the next request', async () => {
  const server = serve(await world, allowed);
  const large = await server.post('/configuration/check').send({
    ...body,
    edits: [{ level: 'instance', text: `a: ${'x'.repeat(5_000_000)}\n` }],
  });
  expect(large.body.problems).toMatchObject([
    {
      code: 'too-large',
      message: expect.stringMatching(
        /5000004 characters, more than the 1000000/,
      ),
      origin: { file: 'instances/staging/checkout.yaml' },
    },
  ]);
  expect((await server.get(`/configuration?${QUERY}`)).status).toBe(200);
});

it('shows what is left when somebody pushed a file of five megabytes, and says which', async () => {
  const spoilt = await createWorld({
    'global.yaml': 'retries: 2\n',
    'services/checkout.yaml': `note: ${'x'.repeat(5_000_000)}\n`,
  });
  const { body: view } = await serve(spoilt, allowed).get(
    `/configuration?${QUERY}`,
  );
  expect(view.problems).toMatchObject([
    { code: 'too-large', origin: { file: 'services/checkout.yaml' } },
  ]);
  expect(view.values).toMatchObject([{ path: 'retries', value: 2 }]);
});

it.each([
  ['a path into JavaScript', ['__proto__', 'x']],
  ['no path', []],
])('refuses an edit at %s', async (_, path) => {
  const { status } = await serve(await world, allowed)
    .post('/configuration/check')
    .send({
      ...body,
      edits: [{ level: 'instance', set: [{ path, value: 1 }] }],
    });
  expect(status).toBe(400);
});
