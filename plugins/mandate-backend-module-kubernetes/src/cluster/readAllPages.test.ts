import type { ClusterObject } from '@mandate/plugin-mandate-common';
import { readAllPages } from './readObjects';

const object = (name: string): ClusterObject => ({
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: { name },
});

it('pages are read until the last', async () => {
  const asked: (string | undefined)[] = [];
  const objects = await readAllPages('one', async continueToken => {
    asked.push(continueToken);
    return continueToken
      ? { objects: [object('b')], resourceVersion: '1' }
      : { objects: [object('a')], resourceVersion: '1', continueToken: 'b' };
  });
  expect(objects.map(({ metadata }) => metadata.name)).toEqual(['a', 'b']);
  expect(asked).toEqual([undefined, 'b']);
});

it('a list without end is given up, and said to be one', async () => {
  await expect(
    readAllPages('one', async () => ({
      objects: [],
      resourceVersion: '1',
      continueToken: 'more',
    })),
  ).rejects.toThrow(/^Cluster 'one'.*goes on after 1000 pages/);
});
