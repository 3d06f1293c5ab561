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
