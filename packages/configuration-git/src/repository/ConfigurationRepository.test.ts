import { execFileSync } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { explain, mergeLayers, readLayer } from '@mandate/configuration';
import { ConfigurationRepository } from './ConfigurationRepository';
import { WriteOutcome } from './version';

jest.setTimeout(120_000);

const ann = { name: 'Ann', email: 'ann@example.org' };
const bob = { name: 'Bob', email: 'bob@example.org' };
const at = '2026-11-26T12:00:00+00:00';

let directory: string;
let repository: ConfigurationRepository;

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'configuration-'));
  repository = await ConfigurationRepository.open(directory);
});
afterEach(() => rm(directory, { recursive: true, force: true }));

/** Writes files on what is newest, or on a given version. */
async function write(
  files: Record<string, string | null>,
  options: { author?: typeof ann; base?: string; message?: string } = {},
): Promise<WriteOutcome> {
  const { author = ann, message = 'Change' } = options;
  return repository.write({
    base: 'base' in options ? options.base : await repository.head(),
    contents: new Map(Object.entries(files)),
    author,
    at,
    message,
  });
}

async function written(...args: Parameters<typeof write>): Promise<string> {
  const result = await write(...args);
  expect(result.outcome).toBe('written');
  return result.commit;
}

describe('a repository of configuration', () => {
  it('is empty at first, and stays what it was when it is opened again', async () => {
    expect(await repository.head()).toBeUndefined();
    expect(await repository.history({ limit: 10 })).toEqual([]);
    const commit = await written({ 'global.yaml': 'a: 1\n' });
    const again = await ConfigurationRepository.open(directory);
    expect(await again.head()).toBe(commit);
    expect(await again.read(commit, 'global.yaml')).toBe('a: 1\n');
  });

  it('keeps files in folders, changes one and leaves the others', async () => {
    await written({
      'services/a.yaml': '1',
      'services/b.yaml': '2',
      'c.yaml': '3',
    });
    const commit = await written({ 'services/a.yaml': '4' });
    expect(await repository.list(commit)).toEqual([
      'c.yaml',
      'services/a.yaml',
      'services/b.yaml',
    ]);
    expect(await repository.read(commit, 'services/a.yaml')).toBe('4');
    expect(await repository.read(commit, 'services/b.yaml')).toBe('2');
  });

  it('takes a file away, and its folder with the last one', async () => {
    await written({ 'services/a.yaml': '1', 'b.yaml': '2' });
    const commit = await written({ 'services/a.yaml': null });
    expect(await repository.list(commit)).toEqual(['b.yaml']);
    expect(await repository.read(commit, 'services/a.yaml')).toBeUndefined();
  });

  it('writes no version when nothing changes', async () => {
    const commit = await written({ 'a.yaml': '1' });
    expect(await write({ 'a.yaml': '1' })).toEqual({
      outcome: 'unchanged',
      commit,
    });
  });

  it('tells who changed what, when and why, the newest first', async () => {
    const first = await written({ 'a.yaml': '1' }, { message: 'Begin' });
    const second = await written(
      { 'b.yaml': '2' },
      { author: bob, message: 'Add b\n\nChange: 42\nDecision: autonomous' },
    );
    expect(await repository.history({ limit: 10 })).toEqual([
      {
        commit: second,
        parent: first,
        author: 'Bob',
        at,
        subject: 'Add b',
        signature: 'none',
        body: 'Change: 42\nDecision: autonomous',
      },
      {
        commit: first,
        author: 'Ann',
        at,
        subject: 'Begin',
        signature: 'none',
        body: '',
      },
    ]);
    expect(
      (await repository.history({ limit: 10, path: 'a.yaml' })).map(
        ({ commit }) => commit,
      ),
    ).toEqual([first]);
  });

  it('reads many files at once as it reads them one by one', async () => {
    const contents = {
      'a.yaml': 'name: Zoë\n',
      'f/empty.yaml': '',
      'f/long.yaml': 'x'.repeat(100_000),
      'f/missing-end.yaml': 'a: 1',
      'other.yaml': 'not asked for',
    };
    const commit = await written(contents);
    const { 'other.yaml': _, ...asked } = contents;
    const paths = new Set([...Object.keys(asked), 'f/not-there.yaml']);
    expect(await repository.readAll(commit, paths)).toEqual(
      new Map(Object.entries(asked)),
    );
    expect(await repository.readAll(commit, new Set())).toEqual(new Map());
  });

  it('compares any two versions', async () => {
    const first = await written({ 'a.yaml': '1', 'b.yaml': '2' });
    await written({ 'a.yaml': '3' });
    const third = await written({ 'b.yaml': null, 'c.yaml': '4' });
    expect(await repository.compare(first, third)).toEqual([
      { path: 'a.yaml', change: 'changed' },
      { path: 'b.yaml', change: 'removed' },
      { path: 'c.yaml', change: 'added' },
    ]);
  });

  it('goes back to any version by a new one', async () => {
    const first = await written({ 'a.yaml': '1' });
    const second = await written({ 'a.yaml': '2', 'b.yaml': '3' });
    const result = await repository.rollBack({
      to: first,
      base: second,
      author: bob,
      at,
      message: 'Back',
    });
    expect(result.outcome).toBe('written');
    expect(await repository.compare(first, result.commit)).toEqual([]);
    expect(await repository.history({ limit: 10 })).toHaveLength(3);
  });

  it('does not go back over a version that whoever asks has not seen', async () => {
    const first = await written({ 'a.yaml': '1' });
    const second = await written({ 'a.yaml': '2' });
    await written({ 'b.yaml': '3' });
    expect(
      await repository.rollBack({
        to: first,
        base: second,
        author: ann,
        at,
        message: 'Back',
      }),
    ).toMatchObject({ outcome: 'conflict', paths: ['b.yaml'] });
  });

  it('tells the line, commit and author of every value', async () => {
    await written({ 'a.yaml': 'replicas: 1\nlog: info\n' });
    const second = await written(
      { 'a.yaml': 'replicas: 2\nlog: info\n' },
      { author: bob },
    );
    const [file] = await repository.readFiles({
      commit: second,
      files: [{ path: 'a.yaml', level: 'global' }],
    });
    const read = file && readLayer(file);
    if (!read?.ok) {
      throw new Error('The file cannot be read');
    }
    const configuration = mergeLayers([read.layer], {});
    expect(explain(configuration, ['replicas'])).toMatchObject({
      origin: { line: 1, commit: second, author: 'Bob' },
    });
    expect(explain(configuration, ['log'])).toMatchObject({
      origin: { line: 2, author: 'Ann' },
    });
  });
});

describe('bad input', () => {
  it.each([
    '../global.yaml',
    '/etc/passwd.yaml',
    '.git/config.yaml',
    'a//b.yaml',
    '--output=x.yaml',
    'a..b.yaml',
    'a.lock/b.yaml',
    'script.sh',
    'a\nb.yaml',
  ])('the path %j is refused', async path => {
    await expect(write({ [path]: '1' })).rejects.toThrow(/no path/);
    expect(await repository.head()).toBeUndefined();
  });

  it.each(['main', '--all', 'abc123', `${'a'.repeat(40)}^`])(
    '%j is no commit',
    async commit => {
      await expect(repository.read(commit, 'a.yaml')).rejects.toThrow(
        /no commit/,
      );
    },
  );

  it('a commit that is not there is an error of git, told as such', async () => {
    await expect(repository.read('a'.repeat(40), 'a.yaml')).rejects.toThrow(
      /git ls-tree failed/,
    );
  });

  it('names and messages cannot forge another author', async () => {
    await written(
      { 'a.yaml': '1' },
      {
        author: { name: 'Eve>\nauthor Ann', email: 'eve@example.org\n<x' },
        message: 'Subject\n\nauthor Ann <ann@example.org>',
      },
    );
    const [version] = await repository.history({ limit: 1 });
    expect(version.author).toBe('Eve  author Ann');
    expect(
      execFileSync('git', ['--git-dir', directory, 'fsck', '--strict'], {
        encoding: 'utf8',
      }),
    ).not.toMatch(/error/);
  });
});
