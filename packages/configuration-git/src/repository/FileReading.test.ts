import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ConfigurationRepository } from './ConfigurationRepository';

jest.setTimeout(60_000);

const FILES = [
  { path: 'global.yaml', level: 'global' },
  { path: 'environments/dev.yaml', level: 'environment' },
  { path: 'services/checkout.yaml', level: 'service' },
  { path: 'instances/dev/checkout.yaml', level: 'instance' },
] as const;
const { PATH } = process.env;

let folder: string;
let repository: ConfigurationRepository;

/** A git before git that writes down each command it is started with. */
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'mandate-reading-'));
  const git = execFileSync('sh', ['-c', 'command -v git'], {
    encoding: 'utf8',
  }).trim();
  writeFileSync(
    join(folder, 'git'),
    `#!/bin/sh\necho "$3" >> ${folder}/started\nexec ${git} "$@"\n`,
  );
  chmodSync(join(folder, 'git'), 0o755);
  process.env.PATH = `${folder}:${PATH}`;
  repository = await ConfigurationRepository.open(join(folder, 'config.git'));
});
afterEach(() => {
  process.env.PATH = PATH;
});

/** The commands of git since the last call. */
function started(): readonly string[] {
  const file = join(folder, 'started');
  const commands = existsSync(file)
    ? readFileSync(file, 'utf8').split('\n').filter(Boolean)
    : [];
  writeFileSync(file, '');
  return commands.sort();
}

async function written(
  contents: Readonly<Record<string, string>>,
  name = 'Ann',
): Promise<string> {
  const { commit } = await repository.write({
    base: await repository.head(),
    contents: new Map(Object.entries(contents)),
    author: { name, email: 'someone@example.org' },
    at: '2026-11-26T12:00:00+00:00',
    message: 'Because',
  });
  return commit;
}

function writeAll(): Promise<string> {
  return written(
    Object.fromEntries(FILES.map(({ path }) => [path, 'a: 1\nb: 2\n'])),
  );
}

it('takes three calls of git for all files and one for the lines of each, and none the second time', async () => {
  const commit = await writeAll();
  started();
  const files = await repository.readFiles({ commit, files: FILES });
  expect(files.map(({ path }) => path)).toEqual(FILES.map(({ path }) => path));
  expect(started()).toEqual([
    ...['blame', 'blame', 'blame', 'blame'],
    ...['cat-file', 'log', 'ls-tree'],
  ]);
  await expect(repository.readFiles({ commit, files: FILES })).resolves.toEqual(
    files,
  );
  expect(started()).toEqual([]);
});

it('shares one look between those who ask at the same time', async () => {
  const commit = await writeAll();
  started();
  await Promise.all(
    Array.from({ length: 10 }, () =>
      repository.readFiles({ commit, files: FILES }),
    ),
  );
  expect(started().filter(command => command === 'blame')).toHaveLength(4);
});

it('asks for the lines of what a new version changed only, and tells who changed which', async () => {
  const first = await writeAll();
  await repository.readFiles({ commit: first, files: FILES });
  const second = await written(
    { 'services/checkout.yaml': 'a: 1\nb: 3\n' },
    'Bob',
  );
  started();
  const files = await repository.readFiles({ commit: second, files: FILES });
  expect(started()).toEqual(['blame', 'cat-file', 'log', 'ls-tree']);
  expect(files.map(({ commit }) => commit)).toEqual([
    first,
    first,
    second,
    first,
  ]);
  expect([...(files[2].lines ?? [])]).toEqual([
    [1, { commit: first, author: 'Ann' }],
    [2, { commit: second, author: 'Bob' }],
  ]);
});

it('tells lines apart when a file is again what it was', async () => {
  const first = await writeAll();
  await repository.readFiles({ commit: first, files: FILES });
  await written({ 'global.yaml': 'a: 9\nb: 2\n' }, 'Bob');
  const third = await written({ 'global.yaml': 'a: 1\nb: 2\n' }, 'Cleo');
  const [file] = await repository.readFiles({ commit: third, files: FILES });
  expect(file.lines?.get(1)).toEqual({ commit: third, author: 'Cleo' });
});

it('leaves out what is not there, and answers an empty file without lines', async () => {
  const commit = await written({ 'global.yaml': '' });
  const files = await repository.readFiles({ commit, files: FILES });
  expect(files).toEqual([
    {
      ...{ path: 'global.yaml', level: 'global', text: '' },
      ...{ commit, author: 'Ann', lines: new Map() },
    },
  ]);
});

it('finds the last change of a file that nobody has touched for hundreds of versions', async () => {
  const first = await writeAll();
  const head = manyVersions(first, 210);
  const files = await repository.readFiles({ commit: head, files: FILES });
  expect(files[0].commit).toBe(first);
  expect(files[2].commit).toBe(head);
});

/** Versions of one file behind another version, all in one call of git; answers the newest. */
function manyVersions(from: string, count: number): string {
  const directory = join(folder, 'config.git');
  const commits = Array.from({ length: count }, (_, index) => {
    const text = `a: ${index}0\n`;
    return [
      'commit refs/heads/main',
      'committer Dan <dan@example.org> 1800000000 +0000',
      'data 4\nmore',
      ...(index === 0 ? [`from ${from}`] : []),
      'M 100644 inline services/checkout.yaml',
      `data ${text.length}\n${text}`,
    ].join('\n');
  }).join('\n');
  const options = { encoding: 'utf8', input: `${commits}\n` } as const;
  execFileSync(
    'git',
    ['--git-dir', directory, 'fast-import', '--quiet'],
    options,
  );
  return execFileSync('git', ['--git-dir', directory, 'rev-parse', 'main'], {
    encoding: 'utf8',
  }).trim();
}

it('lists versions with the files that each changed by one call beside that for the head', async () => {
  const first = await writeAll();
  const second = await written({ 'services/checkout.yaml': 'a: 5\n' });
  await written({ 'services/orders.yaml': 'a: 5\n' });
  started();
  const versions = await repository.historyOfFiles({
    paths: FILES.map(({ path }) => path),
    limit: 10,
  });
  expect(started()).toEqual(['for-each-ref', 'log']);
  expect(versions.map(({ commit, paths }) => [commit, paths.length])).toEqual([
    [second, 1],
    [first, 4],
  ]);
});
