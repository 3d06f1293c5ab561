import { mkdtemp, rename } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { mockServices } from '@backstage/backend-test-utils';
import { ConfigurationRepository } from '@mandate/configuration-git';
import { RemoteSynchronization } from './RemoteSynchronization';

// git runs as a process of its own, dozens of times a test; a busy machine takes its time.
jest.setTimeout(60_000);

const author = { name: 'Ann', email: 'ann@example.org' };

async function folder(): Promise<string> {
  return mkdtemp(join(tmpdir(), 'mandate-remote-'));
}

async function write(
  repository: ConfigurationRepository,
  text: string,
): Promise<string> {
  const { commit } = await repository.write({
    base: await repository.head(),
    contents: new Map([['global.yaml', text]]),
    author,
    at: '2026-11-26T12:00:00+00:00',
    message: 'Write',
  });
  return commit;
}

async function portal(url: string) {
  const repository = await ConfigurationRepository.open(await folder());
  const logger = mockServices.logger.mock();
  const synchronization = new RemoteSynchronization({
    repository,
    remote: { url, branch: 'main' },
    intervalMs: 60_000,
    logger,
    now: () => new Date('2026-11-26T12:00:00Z'),
  });
  return { repository, synchronization, logger };
}

async function remote(): Promise<string> {
  const url = await folder();
  await ConfigurationRepository.open(url);
  return url;
}

it('says that the remote is down, once in the log, while work goes on; and that all is well again', async () => {
  const url = await remote();
  const { repository, synchronization, logger } = await portal(url);
  await rename(url, `${url}-away`);
  await write(repository, 'a: 1\n');
  await synchronization.run();
  const commit = await write(repository, 'a: 2\n');
  await synchronization.run();
  expect(synchronization.view).toMatchObject({
    state: 'unreachable',
    words: expect.stringContaining('work goes on here and is pushed later'),
  });
  expect(await repository.head()).toBe(commit);
  expect(logger.warn).toHaveBeenCalledTimes(1);
  await rename(`${url}-away`, url);
  await synchronization.run();
  expect(synchronization.view).toMatchObject({ state: 'in-step' });
});

it('names the files that both sides changed, and keeps its own version', async () => {
  const url = await remote();
  const one = await portal(url);
  const other = await portal(url);
  await write(one.repository, 'a: 1\n');
  await one.synchronization.run();
  await other.synchronization.run();
  await write(one.repository, 'a: 2\n');
  await one.synchronization.run();
  const own = await write(other.repository, 'a: 3\n');
  await other.synchronization.run();
  expect(other.synchronization.view).toMatchObject({
    state: 'diverged',
    words: expect.stringContaining('both changed global.yaml'),
  });
  expect(await other.repository.head()).toBe(own);
});

it('ends when the portal does, after what it is at', async () => {
  const { repository, synchronization } = await portal(await remote());
  await write(repository, 'a: 1\n');
  synchronization.start();
  await synchronization.stop();
  expect(synchronization.view).toMatchObject({ state: 'in-step' });
  synchronization.wake();
  await synchronization.stop();
});
