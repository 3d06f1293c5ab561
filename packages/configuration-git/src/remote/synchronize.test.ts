import { mkdtemp, rename } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runGit } from '../git/runGit';
import { ConfigurationRepository } from '../repository/ConfigurationRepository';

// Each test starts git dozens of times.
jest.setTimeout(60_000);

const author = { name: 'Ann', email: 'ann@example.org' };
const at = '2026-11-26T12:00:00+00:00';

async function folder(): Promise<string> {
  return mkdtemp(join(tmpdir(), 'mandate-remote-'));
}

async function two() {
  const url = await folder();
  await ConfigurationRepository.open(url);
  const remote = { url, branch: 'main' };
  const open = async () => ConfigurationRepository.open(await folder());
  return { remote, here: await open(), there: await open() };
}

async function write(
  repository: ConfigurationRepository,
  path: string,
  text: string,
) {
  const outcome = await repository.write({
    base: await repository.head(),
    contents: new Map([[path, text]]),
    author,
    at,
    message: `Write ${path}`,
  });
  return outcome.commit;
}

it('pushes what is new here, and takes what is new there', async () => {
  const { remote, here, there } = await two();
  const commit = await write(here, 'global.yaml', 'a: 1\n');
  expect(await here.synchronize(remote)).toEqual({
    outcome: 'in-step',
    commit,
  });
  expect(await there.synchronize(remote)).toEqual({
    outcome: 'in-step',
    commit,
  });
  expect(await there.read(commit, 'global.yaml')).toBe('a: 1\n');
});

it('brings edits of different files together', async () => {
  const { remote, here, there } = await two();
  await write(here, 'global.yaml', 'a: 1\n');
  await here.synchronize(remote);
  await there.synchronize(remote);
  await write(here, 'services/a.yaml', 'a: 2\n');
  await write(there, 'services/b.yaml', 'b: 2\n');
  await here.synchronize(remote);
  const { outcome } = await there.synchronize(remote);
  const head = await there.head();
  expect(outcome).toBe('in-step');
  expect(await there.list(head ?? '')).toEqual([
    'global.yaml',
    'services/a.yaml',
    'services/b.yaml',
  ]);
});

it('tells files that both changed, and loses neither version', async () => {
  const { remote, here, there } = await two();
  await write(here, 'global.yaml', 'a: 1\n');
  await here.synchronize(remote);
  await there.synchronize(remote);
  await write(here, 'global.yaml', 'a: 2\n');
  await here.synchronize(remote);
  const own = await write(there, 'global.yaml', 'a: 3\n');
  expect(await there.synchronize(remote)).toEqual({
    outcome: 'diverged',
    paths: ['global.yaml'],
  });
  expect(await there.head()).toBe(own);
});

it('goes on locally while the remote is down, and says so', async () => {
  const { here } = await two();
  const gone = { url: join(await folder(), 'nothing'), branch: 'main' };
  await write(here, 'global.yaml', 'a: 1\n');
  expect((await here.synchronize(gone)).outcome).toBe('unreachable');
  const commit = await write(here, 'global.yaml', 'a: 2\n');
  expect(await here.head()).toBe(commit);
});

it('takes nothing from a remote whose history was rewritten', async () => {
  const { remote, here, there } = await two();
  const first = await write(here, 'global.yaml', 'a: 1\n');
  const known = await write(here, 'global.yaml', 'a: 2\n');
  await here.synchronize(remote);
  await runGit({
    directory: remote.url,
    arguments: ['update-ref', 'refs/heads/main', first],
  });
  expect(await here.synchronize(remote)).toEqual({
    outcome: 'rewritten',
    known,
  });
  expect(await here.head()).toBe(known);
  expect((await there.synchronize(remote)).outcome).toBe('in-step');
});

it('takes nothing from a remote that never had a version in common, and says so as a conflict', async () => {
  const { remote, here, there } = await two();
  await write(here, 'global.yaml', 'a: 1\n');
  await here.synchronize(remote);
  const own = await write(there, 'services/a.yaml', 'a: 2\n');
  expect(await there.synchronize(remote)).toEqual({
    outcome: 'diverged',
    paths: ['services/a.yaml'],
  });
  expect(await there.head()).toBe(own);
});

it('pushes what was written while the remote was down, once it is back', async () => {
  const { remote, here, there } = await two();
  await write(here, 'global.yaml', 'a: 1\n');
  await here.synchronize(remote);
  await rename(remote.url, `${remote.url}-away`);
  expect((await here.synchronize(remote)).outcome).toBe('unreachable');
  const commit = await write(here, 'global.yaml', 'a: 2\n');
  await rename(`${remote.url}-away`, remote.url);
  expect(await here.synchronize(remote)).toEqual({
    outcome: 'in-step',
    commit,
  });
  expect((await there.synchronize(remote)).outcome).toBe('in-step');
  expect(await there.read(commit, 'global.yaml')).toBe('a: 2\n');
});

it('refuses an address that would run a program', async () => {
  const { here } = await two();
  const { outcome } = await here.synchronize({
    url: 'ext::sh -c touch% /tmp/owned',
    branch: 'main',
  });
  expect(outcome).toBe('unreachable');
});
