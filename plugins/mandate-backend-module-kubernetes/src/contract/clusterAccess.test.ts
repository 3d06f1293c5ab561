import { randomUUID } from 'node:crypto';
import { configMap } from '../__testUtils__/manifests';
import {
  startTestCluster,
  type TestCluster,
} from '../__testUtils__/testCluster';

jest.setTimeout(30_000);

const namespace = `t-${randomUUID().slice(0, 8)}`;
const own = {
  apiVersion: 'v1',
  kind: 'Namespace',
  metadata: { name: namespace },
};
const query = {
  apiVersion: 'v1',
  kind: 'ConfigMap',
  namespace,
  fieldSelector: 'metadata.name=checkout',
};

let cluster: TestCluster;

beforeAll(async () => {
  cluster = await startTestCluster();
  await cluster.access.apply('test', own, {});
});
afterAll(async () => {
  const { apiVersion, kind } = own;
  await cluster.access.remove(
    'test',
    { apiVersion, kind, name: namespace },
    {},
  );
  await cluster.stop();
});

it('a watch says what is there, then each change', async () => {
  const stop = new AbortController();
  const seen: string[] = [];
  const object = {
    ...configMap({ a: '1' }),
    metadata: { name: 'checkout', namespace },
  };
  const changes = [
    () => cluster.access.apply('test', object, {}),
    () => cluster.access.apply('test', { ...object, data: { a: '2' } }, {}),
    () => cluster.access.remove('test', { ...query, name: 'checkout' }, {}),
    async () => stop.abort(),
  ];
  let working = Promise.resolve();
  await cluster.access.watch(
    'test',
    query,
    event => {
      seen.push(event.type);
      const next = changes.shift();
      working = working.then(async () => {
        await next?.();
      });
    },
    stop.signal,
  );
  await working;
  expect(seen).toEqual(['relisted', 'added', 'modified', 'deleted']);
});

it('an object that must not exist is refused when it does', async () => {
  const object = {
    ...configMap({ a: '1' }),
    metadata: { name: 'unique', namespace },
  };
  await cluster.access.apply('test', object, { mustNotExist: true });
  await expect(
    cluster.access.apply('test', object, { mustNotExist: true }),
  ).rejects.toMatchObject({ status: 409 });
});

it('an object that was deleted is not made again', async () => {
  const object = {
    ...configMap({ a: '1' }),
    metadata: { name: 'gone', namespace },
  };
  const { metadata } = await cluster.access.apply('test', object, {});
  const { uid, resourceVersion } = metadata;
  await cluster.access.remove('test', { ...query, name: 'gone' }, { uid });
  await expect(
    cluster.access.apply(
      'test',
      { ...object, metadata: { ...object.metadata, uid } },
      { resourceVersion },
    ),
  ).rejects.toMatchObject({ status: 409 });
});

it('a removal with another uid is refused', async () => {
  await cluster.access.apply(
    'test',
    { ...configMap({ a: '1' }), metadata: { name: 'checkout', namespace } },
    {},
  );
  await expect(
    cluster.access.remove(
      'test',
      { ...query, name: 'checkout' },
      { uid: randomUUID() },
    ),
  ).rejects.toMatchObject({ status: 409 });
});
